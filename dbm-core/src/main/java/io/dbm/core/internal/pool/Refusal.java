package io.dbm.core.internal.pool;

import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/** Lends nothing, for good, and says why. */
record Refusal(String reason) implements Lender {

    SQLException failure() {
        return new SQLNonTransientConnectionException(reason, "08003");
    }

    @Override
    public Connection tryBorrow() throws SQLException {
        throw failure();
    }

    @Override
    public Connection borrow(long timeoutNanos) throws SQLException {
        return tryBorrow();
    }

    @Override
    public JdbcDriver driver() {
        throw new IllegalStateException("nothing was lent");
    }

    @Override
    public Ceiling ceiling() {
        return Ceiling.NONE;
    }

    @Override
    public void evict(Connection connection) {
        throw new IllegalStateException("nothing was lent");
    }
}
