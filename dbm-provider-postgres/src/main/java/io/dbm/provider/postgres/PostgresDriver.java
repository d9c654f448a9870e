package io.dbm.provider.postgres;

import io.dbm.ServerInfo;
import io.dbm.ServerInfo.Transport;
import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * What is particular to PostgreSQL's driver.
 *
 * @param dataSource the driver's own data source
 * @param boundsReads whether a physical connection gets its limit for reads here; not where the
 *     user gave it one
 */
record PostgresDriver(DataSource dataSource, boolean boundsReads) implements JdbcDriver {

    /**
     * How much later than the server's own limit a read gives up on a server that cannot be heard
     * any more: enough for the server's answer, and short of the 1.5 s within which whoever waits
     * for a black-holed statement is told.
     */
    private static final Duration MARGIN = Duration.ofMillis(1300);

    /**
     * Replaces the limit that reads had during the login by that of statements. It costs no round
     * trip, and unlike the driver's property is not in whole seconds.
     */
    @Override
    public void prepare(Connection physical, Duration queryTimeout) throws SQLException {
        boundReads(physical, queryTimeout);
    }

    private void boundReads(Connection connection, Duration limit) throws SQLException {
        if (boundsReads) {
            connection.setNetworkTimeout(
                    Runnable::run, limit.isZero() ? 0 : Timeouts.millis(limit.plus(MARGIN)));
        }
    }

    @Override
    public ServerInfo describe(Connection connection) throws SQLException {
        return JdbcDriver.super.describe(connection).over(transport(connection));
    }

    /** The server says what the last leg is: behind a proxy that is all there is to know. */
    private static Transport transport(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            if (!row.next()) {
                return Transport.UNKNOWN;
            }
            return row.getBoolean(1) ? Transport.TLS : Transport.PLAIN;
        } catch (SQLException other) { // another database that speaks PostgreSQL's protocol
            return Transport.UNKNOWN;
        }
    }

    /** In one round trip; the server undoes it at the end, and the pool the limit for reads. */
    @Override
    public void limitTransaction(Connection connection, Duration limit) throws SQLException {
        boundReads(connection, limit);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = " + Timeouts.millis(limit));
        }
    }

    /**
     * Past the statement, which would not end before the driver has sent its cancel, and so keep
     * who runs it waiting for a network that swallows that, cut off or not. Where a pool does not
     * let the driver be reached, the statement is all there is.
     */
    @Override
    public void cancel(Statement running) throws SQLException {
        Connection connection = running.getConnection();
        if (connection.isWrapperFor(BaseConnection.class)) {
            cancel(connection);
        } else {
            running.cancel();
        }
    }

    @Override
    public void cancel(Connection physical) throws SQLException {
        physical.unwrap(BaseConnection.class).cancelQuery();
    }

    /**
     * The driver knows, and takes the server's "ROLLBACK" for a commit. Where a pool does not let
     * it be reached, the server is asked: it then refuses every statement.
     */
    @Override
    public boolean isAborted(Connection connection) throws SQLException {
        if (connection.isWrapperFor(BaseConnection.class)) {
            return connection.unwrap(BaseConnection.class).getTransactionState()
                    == TransactionState.FAILED;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    /** The whole search path: the driver only knows its first schema. */
    @Override
    public String schema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW search_path")) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void restoreSchema(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT set_config('search_path', ?, false)")) {
            statement.setString(1, schema);
            statement.execute();
        }
    }

    @Override
    public FailureKind classify(SQLException failure) {
        if (ServerIdentity.isRefused(failure)) {
            return FailureKind.UNTRUSTED_SERVER;
        }
        String state = failure.getSQLState();
        if (state == null) {
            return FailureKind.OTHER;
        }
        return switch (state) {
            // 08004 is the driver's: the server wants a password and there is none, or the two
            // cannot agree on TLS or on how to log in
            case "28P01", "28000", "08004" -> FailureKind.AUTHENTICATION;
            // unknown, and dropped while in use
            case "3D000", "57P04" -> FailureKind.NO_SUCH_DATABASE;
            case "53300" -> FailureKind.TOO_MANY_CONNECTIONS;
            // shut down by an operator, crashed, starting up, cut off for being idle
            case "57P01", "57P02", "57P03", "57P05", "25P03" -> FailureKind.UNREACHABLE;
            // statement_timeout or a cancel, transaction_timeout
            case "57014", "25P04" -> FailureKind.TIMEOUT;
            default -> FailureKind.ofSqlState(failure);
        };
    }
}
