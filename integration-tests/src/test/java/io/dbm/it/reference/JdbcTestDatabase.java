package io.dbm.it.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.NamedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A SQL database: what is taken out of the pool is a JDBC connection. */
interface JdbcTestDatabase extends TestDatabase {

    /** Returns a query that runs for longer than anybody waits. */
    String endless();

    @Override
    default Held hold(NamedConnection connection) throws SQLException {
        return new Borrowed(connection.access(DataSource.class).getConnection());
    }

    @Override
    default void use(NamedConnection connection) throws SQLException {
        try (Connection borrowed = connection.access(DataSource.class).getConnection()) {
            assertThat(borrowed.createStatement().execute("select 1")).isTrue();
        }
    }

    @Override
    default void useForLong(NamedConnection connection) {
        connection.database().query(endless(), row -> row.getInt(1));
    }

    /** A borrowed connection. */
    record Borrowed(Connection connection) implements Held {

        @Override
        public boolean isAlive() {
            try {
                return connection.createStatement().execute("select 1");
            } catch (SQLException e) {
                return false;
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
