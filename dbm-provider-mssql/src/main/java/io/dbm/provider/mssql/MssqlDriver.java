package io.dbm.provider.mssql;

import io.dbm.ServerInfo;
import io.dbm.ServerInfo.Transport;
import io.dbm.provider.mssql.LimitedConnection.TransactionLimit;
import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What is particular to Microsoft's driver.
 *
 * @param dataSource opens physical connections
 * @param queryTimeout the limit that the driver gives each statement; zero is none
 * @param boundsReads whether a physical connection gets its limit for reads here; not where the
 *     user gave it one
 * @param schema that the user must have
 */
record MssqlDriver(
        DataSource dataSource, Duration queryTimeout, boolean boundsReads, Optional<String> schema)
        implements JdbcDriver {

    /**
     * How much later than the limit of a statement a read gives up on a server that cannot be heard
     * any more: enough for the server to confirm that it has ended the statement, and short of the
     * 1.5 s within which whoever waits for a black-holed one is told.
     */
    private static final Duration MARGIN = Duration.ofMillis(1300);

    /** The SQLState of a schema that is not there. */
    private static final String NO_SUCH_SCHEMA = "3F000";

    /** Replaces the limit that reads had during the login by that of statements. */
    @Override
    public void prepare(Connection physical, Duration ofConnection) throws SQLException {
        boundReads(physical, queryTimeout);
        if (schema.isPresent()) {
            check(schema.get(), physical);
        }
    }

    private void boundReads(Connection connection, Duration limit) throws SQLException {
        if (boundsReads) {
            connection.setNetworkTimeout(
                    Runnable::run, limit.isZero() ? 0 : Timeouts.millis(limit.plus(MARGIN)));
        }
    }

    private static void check(String schema, Connection physical) throws SQLException {
        String found = physical.getSchema();
        if (!schema.equals(found)) {
            throw new SQLException(
                    "the user's default schema is '"
                            + found
                            + "' and not '"
                            + schema
                            + "', as 'schema' says; only the server can change it: ALTER USER …"
                            + " WITH DEFAULT_SCHEMA = …",
                    NO_SUCH_SCHEMA);
        }
    }

    /**
     * In no round trip; forgotten when the transaction ends, and the limit for reads by the pool.
     * Statements of a data source that the application made keep the limit that it gave them.
     */
    @Override
    public void limitTransaction(Connection connection, Duration limit) throws SQLException {
        boundReads(connection, limit);
        if (connection.isWrapperFor(TransactionLimit.class)) {
            connection.unwrap(TransactionLimit.class).limitTransaction(limit);
        }
    }

    @Override
    public ServerInfo describe(Connection connection) throws SQLException {
        boolean encrypts = dataSource instanceof MssqlDataSource own && own.alwaysEncrypts();
        return JdbcDriver.super
                .describe(connection)
                .over(encrypts ? Transport.TLS : transport(connection));
    }

    /** The server tells who may view its state, and nobody else. */
    private static Transport transport(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT encrypt_option FROM sys.dm_exec_connections"
                                        + " WHERE session_id = @@SPID")) {
            if (!row.next()) {
                return Transport.UNKNOWN;
            }
            return Boolean.parseBoolean(row.getString(1)) ? Transport.TLS : Transport.PLAIN;
        } catch (SQLException refused) {
            return Transport.UNKNOWN;
        }
    }

    /** Nothing can have been set. */
    @Override
    public void restoreSchema(Connection connection, String before) {}

    /**
     * Many failures roll back the whole: that of a conversion, most in a session with {@code
     * XACT_ABORT}, those in triggers. The driver's commit would pass over it and keep what came
     * later. A failure before anything was done looks the same.
     */
    @Override
    public boolean isAborted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@TRANCOUNT")) {
            return !row.next() || row.getInt(1) == 0;
        }
    }

    @Override
    public FailureKind classify(SQLException failure) {
        if (ServerIdentity.isRefused(failure)) {
            return FailureKind.UNTRUSTED_SERVER;
        }
        if (NO_SUCH_SCHEMA.equals(failure.getSQLState())) {
            return FailureKind.NO_SUCH_DATABASE;
        }
        if ("HY008".equals(failure.getSQLState())) { // the statement was cancelled
            return FailureKind.TIMEOUT;
        }
        FailureKind kind = kindOf(failure.getErrorCode());
        return kind == FailureKind.OTHER ? FailureKind.ofSqlState(failure) : kind;
    }

    /** Tells the kind by the server's number; its SQLStates say little. */
    private static FailureKind kindOf(int number) {
        return switch (number) {
            // login failed; from an untrusted domain; disabled; locked; password expired, to be
            // changed
            case 18456, 18452, 18470, 18486, 18487, 18488 -> FailureKind.AUTHENTICATION;
            // unknown, or not open to the user; the user's default one
            case 4060, 911, 4064 -> FailureKind.NO_SUCH_DATABASE;
            // the server's maximum; Azure's limits of requests, sessions, and of a pool of
            // databases
            case 17809, 10928, 10929, 10936 -> FailureKind.TOO_MANY_CONNECTIONS;
            // deadlock victim; conflict of snapshots; conflicts in tables that are kept in memory
            case 1205, 3960, 41301, 41302, 41305, 41325 -> FailureKind.SERIALIZATION_OR_DEADLOCK;
            // killed; shutting down; paused; upgrading; recovering; moving, busy or gone on Azure
            case 596, 6005, 17142, 18401, 922, 40143, 40197, 40501, 40613 ->
                    FailureKind.UNREACHABLE;
            // a lock was waited for longer than LOCK_TIMEOUT
            case 1222 -> FailureKind.TIMEOUT;
            default -> FailureKind.OTHER;
        };
    }
}
