package io.dbm.access.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.jdbi.v3.core.statement.SqlStatements;

/** Jdbi plugins, some of which cannot be used. */
final class Plugins {

    private Plugins() {}

    /** Notes in an attribute of Jdbi that it was installed, after what is there. */
    private static void note(Jdbi jdbi, String word) {
        SqlStatements attributes = jdbi.getConfig(SqlStatements.class);
        Object before = attributes.getAttribute("installed");
        attributes.define("installed", before == null ? word : before + ", " + word);
    }

    public static class First implements JdbiPlugin {
        @Override
        public void customizeJdbi(Jdbi jdbi) {
            note(jdbi, "first");
        }
    }

    public static class Second implements JdbiPlugin {
        @Override
        public void customizeJdbi(Jdbi jdbi) {
            note(jdbi, "second");
        }
    }

    /** Leaves a temporary table on each JDBC connection that Jdbi borrows. */
    public static class Marking implements JdbiPlugin {
        @Override
        public Connection customizeConnection(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TEMP TABLE IF NOT EXISTS mark (x)");
            }
            return connection;
        }
    }

    public static class WithParameter implements JdbiPlugin {
        public WithParameter(String parameter) {
            throw new AssertionError(parameter);
        }
    }

    static class NotPublic implements JdbiPlugin {}

    public abstract static class Abstract implements JdbiPlugin {}

    public static class Failing implements JdbiPlugin {
        public Failing() {
            throw new IllegalStateException("no licence");
        }
    }

    public static class FailingToLoad implements JdbiPlugin {
        static final int SIZE = Integer.parseInt("many");
    }
}
