package io.dbm.core.internal.pool;

import io.dbm.core.internal.statement.WatchedStatements;
import io.dbm.spi.BorrowListener;
import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lends what another one does, and has that watched: how long it took and how long it is used, and
 * the statements that run meanwhile.
 *
 * @param lender the other one
 * @param listener is told of the times
 * @param statements are logged; none if they are not to be
 */
record WatchedLender(Lender lender, BorrowListener listener, @Nullable WatchedStatements statements)
        implements Lender {

    @Override
    public @Nullable Connection tryBorrow() throws SQLException {
        return lender.tryBorrow();
    }

    @Override
    public @Nullable Connection tryBorrow(String layer) throws SQLException {
        long start = System.nanoTime();
        Connection borrowed = lender.tryBorrow();
        return borrowed == null ? null : handOut(borrowed, layer, start);
    }

    @Override
    public Connection borrow(long timeoutNanos) throws SQLException {
        return lender.borrow(timeoutNanos);
    }

    @Override
    public Connection handOut(Connection borrowed, String layer, long sinceNanos) {
        long now = System.nanoTime();
        listener.borrowed(Duration.ofNanos(now - sinceNanos)); // dbm's own: it does not throw
        return WatchedConnection.of(
                borrowed, now, listener, statements == null ? null : statements.borrowedBy(layer));
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
        lender.evict(WatchedConnection.taken(connection));
    }
}
