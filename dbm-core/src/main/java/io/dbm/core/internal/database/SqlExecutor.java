package io.dbm.core.internal.database;

import io.dbm.RowMapper;
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
            Connection connection, String sql, RowMapper<T> mapper, @Nullable Object[] parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(mapper.map(row));
            }
            return rows;
        }
    }

    static <T> Optional<T> queryOne(
            Connection connection, String sql, RowMapper<T> mapper, @Nullable Object[] parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
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

    static int update(Connection connection, String sql, @Nullable Object[] parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(
            Connection connection, String sql, @Nullable Object[] parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
