package io.dbm.core.internal.pool;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The {@link DataSourceHandle} as one access layer has it, so that it is known who borrows.
 *
 * @param layer its adapter's id
 */
record LayerDataSource(DataSourceHandle handle, String layer) implements PlainDataSource {

    @Override
    public Connection getConnection() throws SQLException {
        return handle.borrow(layer);
    }

    /** Says which connection this is; never holds a secret. */
    @Override
    public String toString() {
        return handle.toString();
    }
}
