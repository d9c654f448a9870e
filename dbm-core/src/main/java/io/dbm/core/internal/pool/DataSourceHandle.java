package io.dbm.core.internal.pool;

import io.dbm.PoolStats;
import io.dbm.core.internal.handle.Handle;
import io.dbm.core.internal.handle.Outage;
import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/**
 * The {@link DataSource} that application code holds, whatever pool is beneath it at the moment.
 *
 * <p>A borrow that finds an idle connection costs one volatile read more than the pool's own. One
 * that does not is a <em>wait</em>: it is counted, and moves to the new pool if the pool is
 * replaced meanwhile, within its one deadline.
 */
public final class DataSourceHandle implements PlainDataSource, Handle<DataSource> {

    private final String name;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final LongAdder waits = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private volatile long acquireNanos;
    private volatile Lender current;

    /** Makes a handle that lends nothing before {@link #replace}. */
    public DataSourceHandle(String name) {
        this.name = name;
        this.current = new Refusal("connection '" + name + "' is not open yet");
    }

    @Override
    public DataSource client() {
        return this;
    }

    @Override
    public void limitWaiting(Duration acquireTimeout) {
        acquireNanos = acquireTimeout.toNanos();
    }

    @Override
    public void replace(DataSource backend) {
        switchTo(backend instanceof Lender lender ? lender : new Foreign(backend));
    }

    @Override
    public void suspend(Outage outage) {
        switchTo(new Absent("connection '" + name + "'", acquireNanos, outage));
    }

    @Override
    public int waiting() {
        return waiters.size();
    }

    @Override
    public void close() {
        switchTo(new Refusal("connection '" + name + "' is closed"));
    }

    private void switchTo(Lender lender) {
        current = lender;
        // Whoever reads the old lender from here on was in the set before, and is woken.
        waiters.forEach(Waiter::wake);
    }

    @Override
    public PoolStats withBorrows(PoolStats pool) {
        if (current instanceof Foreign) {
            return pool; // it alone knows who waits
        }
        return pool.toBuilder()
                .pending(waiters.size())
                .waits(waits.sum())
                .waitTime(Duration.ofNanos(waitNanos.sum()))
                .borrowTimeouts(timeouts.sum())
                .build();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = current.tryBorrow();
        return connection != null ? connection : await().connection();
    }

    /** Borrows as {@link #getConnection()} does, for a borrower that may find it broken. */
    public Lease lease() throws SQLException {
        Lender lender = current;
        Connection connection = lender.tryBorrow();
        return connection != null ? new Lease(connection, lender) : await();
    }

    private Lease await() throws SQLException {
        waits.increment();
        long start = System.nanoTime();
        long end = start + acquireNanos;
        Waiter waiter = new Waiter(Thread.currentThread());
        waiters.add(waiter);
        try {
            while (true) {
                waiter.enter();
                try {
                    Lender lender = current;
                    return new Lease(lender.borrow(end - System.nanoTime()), lender);
                } catch (AcquireTimeoutException e) {
                    timeouts.increment();
                    throw e;
                } catch (SQLException e) {
                    if (!waiter.leave()) {
                        throw e;
                    }
                }
            }
        } finally {
            waiter.leave();
            waiters.remove(waiter);
            waitNanos.add(System.nanoTime() - start);
        }
    }

    /** Says which connection this is; never holds a secret. */
    @Override
    public String toString() {
        return "DataSource of connection '" + name + "'";
    }

    /**
     * A thread that waits in a pool, and is interrupted there when the pool is replaced.
     *
     * <p>It waits its whole time in one queue of the pool, so that waiting stays as fair as the
     * pool's.
     *
     * <p>The price: an interrupt of the application's own that comes between this one and its
     * effect, a moment later, is taken for this one, and the thread waits on until its deadline.
     */
    private static final class Waiter {
        private final Thread thread;
        private boolean waiting;
        private boolean woken;

        Waiter(Thread thread) {
            this.thread = thread;
        }

        synchronized void enter() {
            waiting = true;
        }

        synchronized void wake() {
            if (waiting && !thread.isInterrupted()) {
                woken = true;
                thread.interrupt();
            }
        }

        /** Ends the wait, and returns whether {@link #wake} had ended it; undoes its interrupt. */
        synchronized boolean leave() {
            boolean wasWoken = woken;
            waiting = false;
            woken = false;
            if (wasWoken) {
                Thread.interrupted();
            }
            return wasWoken;
        }
    }

    /** A data source that is no pool of dbm's: it alone knows how to wait. */
    private record Foreign(DataSource dataSource) implements Lender {
        @Override
        public Connection tryBorrow() throws SQLException {
            return dataSource.getConnection();
        }

        @Override
        public Connection borrow(long timeoutNanos) throws SQLException {
            return dataSource.getConnection();
        }

        @Override
        public JdbcDriver driver() {
            return () -> dataSource;
        }

        @Override
        public void evict(Connection connection) {
            try {
                connection.abort(Runnable::run);
                connection.close();
            } catch (SQLException e) {
                // it is broken, and its pool will find that out
            }
        }
    }
}
