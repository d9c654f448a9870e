package io.dbm.benchmarks.noop;

import io.dbm.benchmarks.peer.BorrowOnly;
import java.sql.Connection;

/** A driver whose physical connections cost nothing. */
public final class NoopDataSource implements BorrowOnly {

    @Override
    public Connection getConnection() {
        return new NoopConnection();
    }

    /** In seconds; HikariCP also waits this long for its threads when it closes. */
    @Override
    public int getLoginTimeout() {
        return 1;
    }

    /** Does nothing: HikariCP sets it on every driver. */
    @Override
    public void setLoginTimeout(int seconds) {}
}
