package io.dbm.provider.mssql;

import io.dbm.NamedConnection;
import io.dbm.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** An access layer that runs a statement, alone or in a transaction. */
enum Layer {
    JDBC {
        @Override
        void run(NamedConnection connection, String sql) throws SQLException {
            try (Connection jdbc = connection.access(DataSource.class).getConnection()) {
                run(jdbc, sql);
            }
        }

        @Override
        void run(Transaction transaction, String sql) throws SQLException {
            run(transaction.session(Connection.class), sql);
        }

        private static void run(Connection jdbc, String sql) throws SQLException {
            try (Statement statement = jdbc.createStatement()) {
                statement.execute(sql);
            }
        }
    },
    JDBI {
        @Override
        void run(NamedConnection connection, String sql) {
            connection.access(Jdbi.class).useHandle(handle -> handle.execute(sql));
        }

        @Override
        void run(Transaction transaction, String sql) {
            transaction.session(Handle.class).execute(sql);
        }
    },
    MYBATIS {
        @Override
        void run(NamedConnection connection, String sql) {
            try (SqlSession session =
                    connection.access(SqlSessionFactory.class).openSession(true)) {
                session.getMapper(AnyStatement.class).run(sql);
            }
        }

        @Override
        void run(Transaction transaction, String sql) {
            transaction.session(SqlSession.class).getMapper(AnyStatement.class).run(sql);
        }
    },
    DATABASE {
        @Override
        void run(NamedConnection connection, String sql) {
            connection.database().update(sql);
        }

        @Override
        void run(Transaction transaction, String sql) {
            transaction.database().update(sql);
        }
    };

    abstract void run(NamedConnection connection, String sql) throws SQLException;

    abstract void run(Transaction transaction, String sql) throws SQLException;
}
