package io.dbm.benchmarks.transaction;

import io.dbm.NamedConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Ways to run one transaction, all on the same pool; each goes with what it is compared with. */
enum Way {
    JDBC("JDBC", "JDBC") {
        @Override
        void run(NamedConnection on, Target target, int n) throws SQLException {
            try (Connection jdbc = on.access(DataSource.class).getConnection()) {
                jdbc.setAutoCommit(false);
                update(jdbc, target, n);
                jdbc.commit();
                jdbc.setAutoCommit(true);
            }
        }
    },
    JDBC_AGAIN("JDBC again (control)", "JDBC") {
        @Override
        void run(NamedConnection on, Target target, int n) throws SQLException {
            JDBC.run(on, target, n);
        }
    },
    DBM_JDBC("**dbm**, `session(Connection.class)`", "JDBC") {
        @Override
        void run(NamedConnection on, Target target, int n) throws SQLException {
            on.useTransaction(tx -> update(tx.session(Connection.class), target, n));
        }
    },
    DBM_DATABASE("**dbm**, `database()`", "JDBC") {
        @Override
        void run(NamedConnection on, Target target, int n) {
            on.useTransaction(tx -> tx.database().update(target.sql(), n, id(n)));
        }
    },
    JDBI("Jdbi", "JDBI") {
        @Override
        void run(NamedConnection on, Target target, int n) {
            on.access(Jdbi.class).useTransaction(handle -> handle.execute(target.sql(), n, id(n)));
        }
    },
    DBM_JDBI("**dbm**, `session(Handle.class)`", "JDBI") {
        @Override
        void run(NamedConnection on, Target target, int n) {
            on.useTransaction(tx -> tx.session(Handle.class).execute(target.sql(), n, id(n)));
        }
    },
    MYBATIS("MyBatis", "MYBATIS") {
        @Override
        void run(NamedConnection on, Target target, int n) {
            try (SqlSession session = on.access(SqlSessionFactory.class).openSession()) {
                target.run(session.getMapper(CounterMapper.class), n, id(n));
                session.commit();
            }
        }
    },
    DBM_MYBATIS("**dbm**, `mapper(…)` of MyBatis", "MYBATIS") {
        @Override
        void run(NamedConnection on, Target target, int n) {
            on.useTransaction(tx -> target.run(tx.mapper(CounterMapper.class), n, id(n)));
        }
    },
    SELECT("100 rows × 5 columns, JDBC", "SELECT") {
        @Override
        void run(NamedConnection on, Target target, int n) throws SQLException {
            try (Connection jdbc = on.access(DataSource.class).getConnection()) {
                jdbc.setAutoCommit(false);
                select(jdbc);
                jdbc.commit();
                jdbc.setAutoCommit(true);
            }
        }
    },
    SELECT_AGAIN("100 rows × 5 columns, JDBC again (control)", "SELECT") {
        @Override
        void run(NamedConnection on, Target target, int n) throws SQLException {
            SELECT.run(on, target, n);
        }
    },
    DBM_SELECT("100 rows × 5 columns, **dbm**, `session(Connection.class)`", "SELECT") {
        @Override
        void run(NamedConnection on, Target target, int n) throws SQLException {
            on.useTransaction(tx -> select(tx.session(Connection.class)));
        }
    };

    private final String label;
    private final String base;

    Way(String label, String base) {
        this.label = label;
        this.base = base;
    }

    String label() {
        return label;
    }

    /** Returns what it is compared with. */
    Way base() {
        return valueOf(base);
    }

    /** Whether the database that does nothing can serve it. */
    boolean needsRealDatabase() {
        return base() != JDBC;
    }

    /** Runs one transaction. */
    abstract void run(NamedConnection on, Target target, int n) throws SQLException;

    private static int id(int n) {
        return n % Target.ROWS;
    }

    private static void update(Connection jdbc, Target target, int n) throws SQLException {
        try (PreparedStatement statement = jdbc.prepareStatement(target.sql())) {
            statement.setInt(1, n);
            statement.setInt(2, id(n));
            statement.executeUpdate();
        }
    }

    /** Reads everything; the check keeps the JIT from leaving that out. */
    private static void select(Connection jdbc) throws SQLException {
        int read = 0;
        try (PreparedStatement statement = jdbc.prepareStatement("select * from wide");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                read += row.getInt(1) >= 0 ? 1 : 0;
                read += row.getInt(2);
                read += row.getString(3).length();
                read += row.getString(4).length();
                read += row.getString(5).length();
            }
        }
        if (read != Target.ROWS * (1 + 7 + "someshorttext".length())) {
            throw new IllegalStateException("read " + read);
        }
    }
}
