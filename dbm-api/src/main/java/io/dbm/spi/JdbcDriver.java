package io.dbm.spi;

import io.dbm.ServerInfo;
import io.dbm.ServerInfo.Transport;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What dbm's pool cannot know about a JDBC database. Safe for use from many threads.
 *
 * @since 0.1.0
 */
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

    /**
     * Tells which database this is, and how it is reached: by default what JDBC says, which knows
     * nothing of the transport. What cannot be found out for want of a right is left unknown.
     *
     * @param connection the pool's, not in a transaction
     */
    default ServerInfo describe(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        return new ServerInfo(
                Optional.ofNullable(metaData.getDatabaseProductName()),
                Optional.ofNullable(metaData.getDatabaseProductVersion()),
                Transport.UNKNOWN);
    }

    /**
     * Returns how many placeholders a statement has, of a driver that would run it with fewer
     * values, and say nothing; asks no server. {@link io.dbm.Database} asks before each statement.
     *
     * <p>By default it is not known, for drivers that refuse too few values by themselves.
     *
     * @param statement the pool's, not run yet
     */
    default OptionalInt placeholders(PreparedStatement statement) throws SQLException {
        return OptionalInt.empty();
    }

    /**
     * Gives the transaction that has just begun a limit of its own in place of the query timeout,
     * which may be shorter or longer; what is done here must end with the transaction by itself, or
     * be undone by the pool, as {@link Connection#setNetworkTimeout} is.
     *
     * <p>If it does nothing, a transaction can shorten the query timeout and not extend it: dbm
     * itself ends the statement that runs when the transaction's time is over.
     *
     * @param connection the pool's; the driver's own is what it {@linkplain Connection#unwrap
     *     unwraps} to
     * @param limit of the transaction as a whole, from now on; zero is none
     */
    default void limitTransaction(Connection connection, Duration limit) throws SQLException {}

    /**
     * Ends a statement that runs on another thread, since the time of its transaction is over;
     * nothing needs to be done where {@link #limitTransaction} has seen to that.
     */
    default void cancel(Statement running) throws SQLException {
        running.cancel();
    }

    /**
     * Ends whatever runs on a physical connection that is about to be cut off, so that the database
     * does not go on with it for nobody; may block for some seconds.
     *
     * @param physical as {@link #dataSource()} gave it; another thread may be using it
     */
    default void cancel(Connection physical) throws SQLException {}

    /**
     * Whether the database has given the transaction up, so that a commit would keep nothing of it,
     * or only what came later; asked after a statement has failed. A conflict with another
     * transaction is taken for one that is given up anyway.
     *
     * @param connection the pool's
     */
    default boolean isAborted(Connection connection) throws SQLException {
        return false;
    }

    /**
     * Returns what {@link #restoreSchema} will need; asked before {@link Connection#setSchema} is
     * called for the first time.
     *
     * @param connection the pool's, perhaps in a transaction
     */
    default @Nullable String schema(Connection connection) throws SQLException {
        return connection.getSchema();
    }

    /**
     * Takes back what {@link Connection#setSchema} has set on a connection.
     *
     * @param connection the pool's, not in a transaction
     * @param schema what {@link #schema} said before
     */
    default void restoreSchema(Connection connection, String schema) throws SQLException {
        connection.setSchema(schema);
    }
}
