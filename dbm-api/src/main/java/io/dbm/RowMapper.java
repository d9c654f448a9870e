package io.dbm;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Makes one value of one row.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RowMapper<T> {

    /**
     * Maps the row that the result set stands on.
     *
     * @param row read it, but neither move nor close it
     */
    T map(ResultSet row) throws SQLException;
}
