package io.dbm.spi;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** What dbm's pool cannot know about a JDBC database. Safe for use from many threads. */
@FunctionalInterface
public interface JdbcDriver {

    /**
     * Returns the driver's own, unpooled data source, without user and password: each of its JDBC
     * connections is a physical one. dbm calls {@code getConnection(user, password)} where the
     * connection has a user, and {@code getConnection()} where it has none.
     */
    DataSource dataSource();

    /** Tells what kind of failure an exception of this driver is. */
    default FailureKind classify(SQLException failure) {
        return FailureKind.ofSqlState(failure);
    }

    /**
     * Sets up a physical connection, once, before its first use.
     *
     * <p>The place for what must hold on every physical connection and cannot be said to the data
     * source. It is here, or in the data source, that a provider has its database enforce {@code
     * query-timeout}.
     *
     * @param queryTimeout the limit of a statement; zero is none
     * @throws SQLException if it cannot be set up; the physical connection is then closed
     */
    default void prepare(Connection physical, Duration queryTimeout) throws SQLException {}
}
