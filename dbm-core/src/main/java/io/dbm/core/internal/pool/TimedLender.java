package io.dbm.core.internal.pool;

import io.dbm.spi.BorrowListener;
import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lends what another one does, and tells how long that took and how long it was used.
 *
 * @param lender the other one
 * @param listener is told
 */
record TimedLender(Lender lender, BorrowListener listener) implements Lender {

    @Override
    public @Nullable Connection tryBorrow() throws SQLException {
        long start = System.nanoTime();
        Connection borrowed = lender.tryBorrow();
        return borrowed == null ? null : handOut(borrowed, start);
    }

    @Override
    public Connection borrow(long timeoutNanos) throws SQLException {
        return lender.borrow(timeoutNanos);
    }

    @Override
    public Connection handOut(Connection borrowed, long sinceNanos) {
        long now = System.nanoTime();
        listener.borrowed(Duration.ofNanos(now - sinceNanos));
        return TimedConnection.of(borrowed, now, listener);
    }

    @Override
    public JdbcDriver driver() {
        return lender.driver();
    }

    @Override
    public Ceiling ceiling() {
        return lender.ceiling();
    }

    @Override
    public void evict(Connection connection) {
        lender.evict(TimedConnection.taken(connection));
    }
}
