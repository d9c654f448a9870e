package io.dbm.provider.sqlite;

import io.dbm.ServerInfo;
import io.dbm.ServerInfo.Transport;
import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What dbm's pool cannot know about SQLite: above all its result codes, since it has no SQLState.
 */
record SqliteDriver(DataSource dataSource) implements JdbcDriver {

    /** Of a file whose directory is not there; the code of {@link FailureKind#NO_SUCH_DATABASE}. */
    static final String NO_SUCH_DATABASE_STATE = "3D000";

    @Override
    public FailureKind classify(SQLException failure) {
        FailureKind kind = FailureKind.ofSqlState(failure);
        // A failed batch has the driver's exception as its cause.
        for (Throwable e = failure; e != null && kind == FailureKind.OTHER; e = e.getCause()) {
            if (e instanceof SQLiteException refusal) {
                kind = kindOf(primaryCode(refusal));
            }
        }
        return kind;
    }

    @Override
    public ServerInfo describe(Connection connection) throws SQLException {
        return JdbcDriver.super.describe(connection).over(Transport.LOCAL);
    }

    /** The driver leaves NULL where no value was given. */
    @Override
    public OptionalInt placeholders(PreparedStatement statement) throws SQLException {
        return OptionalInt.of(statement.getParameterMetaData().getParameterCount());
    }

    @Override
    public void limitTransaction(Connection connection, Duration limit) throws SQLException {
        if (isOurs(connection)) {
            connection.unwrap(PhysicalConnection.class).limitTransaction(limit);
        }
    }

    /** Not so if the application has made the data source: dbm's own stands on another subclass. */
    private static boolean isOurs(Connection connection) throws SQLException {
        return connection.isWrapperFor(PhysicalConnection.class);
    }

    @Override
    public boolean isAborted(Connection connection) throws SQLException {
        return isOurs(connection)
                ? connection.unwrap(PhysicalConnection.class).wasRolledBack()
                : canBegin(connection);
    }

    /**
     * There is no transaction within a transaction: if one can begin, SQLite has rolled the former
     * one back. What comes later is then in the new one, and not committed each by itself.
     */
    private static boolean canBegin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            return true;
        } catch (SQLiteException e) {
            return false;
        }
    }

    /**
     * Stops the statement from within, as a limit would. What the driver does, to interrupt SQLite,
     * would go on to stop the rollback. Without any limit there is nothing that could stop it.
     */
    @Override
    public void cancel(Statement running) throws SQLException {
        Connection connection = running.getConnection();
        if (isOurs(connection)) {
            connection.unwrap(PhysicalConnection.class).stopStatement();
        } else {
            running.cancel();
        }
    }

    @Override
    public void cancel(Connection physical) throws SQLException {
        physical.unwrap(PhysicalConnection.class).stopStatement();
    }

    private static FailureKind kindOf(SQLiteErrorCode code) {
        return switch (code) {
            // Another transaction held its lock for longer than the busy timeout, or has written
            // what this one had read.
            case SQLITE_BUSY, SQLITE_LOCKED -> FailureKind.SERIALIZATION_OR_DEADLOCK;
            // The file may yet come, as when its volume is being mounted.
            case SQLITE_CANTOPEN -> FailureKind.UNREACHABLE;
            // The file is something else, or encrypted, and stays so.
            case SQLITE_NOTADB -> FailureKind.NO_SUCH_DATABASE;
            default -> FailureKind.OTHER;
        };
    }

    /**
     * Returns the code without its extension: {@code SQLITE_BUSY} of {@code SQLITE_BUSY_SNAPSHOT}.
     */
    static SQLiteErrorCode primaryCode(SQLiteException failure) {
        return SQLiteErrorCode.getErrorCode(failure.getResultCode().code & 0xFF);
    }
}
