package io.dbm.it.chaos;

import io.dbm.Database;
import io.dbm.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.apache.ibatis.session.SqlSession;
import org.jdbi.v3.core.Handle;

/** A way to the same rows. */
enum Layer {
    JDBC {
        @Override
        Borrowed borrow(Handles handles) throws SQLException {
            Connection connection = handles.jdbc().getConnection();
            return new Borrowed(on(connection), connection);
        }

        @Override
        Statements in(Transaction transaction) {
            return on(transaction.session(Connection.class));
        }
    },
    JDBI {
        @Override
        Borrowed borrow(Handles handles) {
            Handle handle = handles.jdbi().open();
            return new Borrowed(on(handle), handle);
        }

        @Override
        Statements in(Transaction transaction) {
            return on(transaction.session(Handle.class));
        }
    },
    MYBATIS {
        @Override
        Borrowed borrow(Handles handles) {
            SqlSession session = handles.myBatis().openSession(true);
            try {
                session.getConnection();
            } catch (RuntimeException e) {
                session.close();
                throw e;
            }
            return new Borrowed(session.getMapper(Statements.class), session);
        }

        @Override
        Statements in(Transaction transaction) {
            return transaction.mapper(Statements.class);
        }
    },
    DATABASE {
        @Override
        Borrowed borrow(Handles handles) {
            return new Borrowed(on(handles.database()), () -> {}); // each statement borrows
        }

        @Override
        Statements in(Transaction transaction) {
            return on(transaction.database());
        }
    };

    private static final List<Layer> ALL = List.of(values());

    static Layer any(Random random) {
        return ALL.get(random.nextInt(ALL.size()));
    }

    /** What a layer has borrowed, or else will borrow; to be closed. */
    record Borrowed(Statements statements, AutoCloseable session) {}

    /** Borrows a JDBC connection for statements by themselves. */
    abstract Borrowed borrow(Handles handles) throws Exception;

    /** Takes part in a transaction. */
    abstract Statements in(Transaction transaction);

    private static Statements on(Connection connection) {
        return new PlainStatements(
                new PlainStatements.Sql() {
                    @Override
                    public void update(String sql, Object... arguments) throws SQLException {
                        try (PreparedStatement statement = prepare(sql, arguments)) {
                            statement.executeUpdate();
                        }
                    }

                    @Override
                    public int query(String sql, Object... arguments) throws SQLException {
                        try (PreparedStatement statement = prepare(sql, arguments);
                                ResultSet row = statement.executeQuery()) {
                            row.next();
                            return row.getInt(1);
                        }
                    }

                    private PreparedStatement prepare(String sql, Object... arguments)
                            throws SQLException {
                        PreparedStatement statement = connection.prepareStatement(sql);
                        for (int i = 0; i < arguments.length; i++) {
                            statement.setObject(i + 1, arguments[i]);
                        }
                        return statement;
                    }
                });
    }

    private static Statements on(Handle handle) {
        return new PlainStatements(
                new PlainStatements.Sql() {
                    @Override
                    public void update(String sql, Object... arguments) {
                        handle.execute(sql, arguments);
                    }

                    @Override
                    public int query(String sql, Object... arguments) {
                        return handle.select(sql, arguments).mapTo(Integer.class).one();
                    }
                });
    }

    private static Statements on(Database database) {
        return new PlainStatements(
                new PlainStatements.Sql() {
                    @Override
                    public void update(String sql, Object... arguments) {
                        database.update(sql, arguments);
                    }

                    @Override
                    public int query(String sql, Object... arguments) {
                        return database.queryOne(sql, row -> row.getInt(1), arguments)
                                .orElseThrow();
                    }
                });
    }
}
