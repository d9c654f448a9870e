package io.dbm.core.internal.database;

import io.dbm.RowMapper;
import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs statements on a JDBC connection: the same for every access layer. */
final class SqlExecutor {

    private SqlExecutor() {}

    static <T> List<T> query(
            Connection connection,
            JdbcDriver driver,
            String sql,
            RowMapper<T> mapper,
            @Nullable Object[] parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Placeholders.fill(statement, driver, parameters);
            try (ResultSet row = run(statement, PreparedStatement::executeQuery, parameters)) {
                List<T> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(mapper.map(row));
                }
                return rows;
            }
        }
    }

    static <T> Optional<T> queryOne(
            Connection connection,
            JdbcDriver driver,
            String sql,
            RowMapper<T> mapper,
            @Nullable Object[] parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Placeholders.fill(statement, driver, parameters);
            try (ResultSet row = run(statement, PreparedStatement::executeQuery, parameters)) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Optional<T> one = Optional.ofNullable(mapper.map(row));
                if (row.next()) {
                    throw new SQLException("more than one row was found", "21000");
                }
                return one;
            }
        }
    }

    static int update(
            Connection connection, JdbcDriver driver, String sql, @Nullable Object[] parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Placeholders.fill(statement, driver, parameters);
            return run(statement, PreparedStatement::executeUpdate, parameters);
        }
    }

    private static <R> R run(
            PreparedStatement statement, Execution<R> execution, @Nullable Object[] parameters)
            throws SQLException {
        try {
            return execution.of(statement);
        } catch (SQLException e) {
            throw Placeholders.explained(statement, parameters.length, e);
        }
    }

    @FunctionalInterface
    private interface Execution<R> {
        R of(PreparedStatement statement) throws SQLException;
    }
}
