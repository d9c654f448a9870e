package io.dbm.benchmarks.peer;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The least that a replaceable pool can cost: one volatile read. */
public final class VolatileDataSource implements BorrowOnly {

    @SuppressWarnings("FieldMayBeFinal") // it is there to be replaced
    private volatile DataSource current;

    public VolatileDataSource(DataSource pool) {
        current = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return current.getConnection();
    }
}
