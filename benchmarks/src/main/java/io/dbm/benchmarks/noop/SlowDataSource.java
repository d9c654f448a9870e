package io.dbm.benchmarks.noop;

import io.dbm.benchmarks.peer.BorrowOnly;
import java.sql.Connection;
import java.sql.SQLException;

/** A driver whose physical connections take 20 ms to open, as over a network, and then nothing. */
public final class SlowDataSource implements BorrowOnly {

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
        return new NoopConnection();
    }

    @Override
    public int getLoginTimeout() {
        return 1;
    }

    /** Does nothing: HikariCP sets it on every driver. */
    @Override
    public void setLoginTimeout(int seconds) {}
}
