package io.dbm.core.internal.database;

import io.dbm.DataAccessException;
import io.dbm.Database;
import io.dbm.RowMapper;
import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link Database} that runs every statement alike, on whatever JDBC connection it is given. */
public interface StatementDatabase extends Database {

    /** Runs work on a JDBC connection; what it throws becomes a {@link DataAccessException}. */
    <R> R run(SqlWork<R> work);

    @Override
    default <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        return run(
                (connection, driver) ->
                        SqlExecutor.query(connection, driver, sql, mapper, parameters));
    }

    @Override
    default <T> Optional<T> queryOne(
            String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        return run(
                (connection, driver) ->
                        SqlExecutor.queryOne(connection, driver, sql, mapper, parameters));
    }

    @Override
    default int update(String sql, @Nullable Object... parameters) {
        return run((connection, driver) -> SqlExecutor.update(connection, driver, sql, parameters));
    }

    /** Returns the error of a statement, a connection or a transaction that was refused. */
    static DataAccessException failure(String name, SQLException cause) {
        String connection = "connection '" + name + "'";
        String message = String.valueOf(cause.getMessage());
        return new DataAccessException(
                message.startsWith(connection) ? message : connection + ": " + message, cause);
    }

    /** Work on a JDBC connection. */
    @FunctionalInterface
    interface SqlWork<R> {
        /** Does the work; the driver is the one beneath the connection. */
        R run(Connection connection, JdbcDriver driver) throws SQLException;
    }
}
