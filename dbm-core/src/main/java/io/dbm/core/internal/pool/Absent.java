package io.dbm.core.internal.pool;

import io.dbm.core.internal.handle.Outage;
import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lends nothing while there is no pool. A caller waits until it is woken, since there is one again,
 * or is told at once.
 *
 * @param what is not there
 * @param acquireNanos how long a caller waits in all
 * @param outage why, and whether callers wait
 */
record Absent(String what, long acquireNanos, Outage outage) implements Lender {

    /** The connection exception of SQLSTATE: none can be established. */
    private static final String UNREACHABLE = "08001";

    @Override
    public @Nullable Connection tryBorrow() throws SQLException {
        if (!outage.callersWait()) {
            throw refused();
        }
        return null;
    }

    private SQLException refused() {
        return new SQLTransientConnectionException(
                what + " is down: " + outage.reason(), UNREACHABLE);
    }

    /** Sleeps: there is nothing to have here, and whoever ends the outage interrupts. */
    @Override
    public Connection borrow(long timeoutNanos) throws SQLException {
        if (!outage.callersWait()) {
            throw refused();
        }
        outage.callerWaits();
        try {
            TimeUnit.NANOSECONDS.sleep(timeoutNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException(
                    what + ": interrupted while waiting; " + outage.reason(), UNREACHABLE, e);
        }
        throw new AcquireTimeoutException(
                "%s is down, and was not back within acquire-timeout %d ms: %s"
                        .formatted(
                                what, TimeUnit.NANOSECONDS.toMillis(acquireNanos), outage.reason()),
                UNREACHABLE,
                null);
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
