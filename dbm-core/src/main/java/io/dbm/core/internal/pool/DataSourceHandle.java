package io.dbm.core.internal.pool;

import io.dbm.PoolStats;
import io.dbm.core.internal.handle.Handle;
import io.dbm.core.internal.handle.Outage;
import io.dbm.core.internal.statement.WatchedStatements;
import io.dbm.spi.BorrowListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The {@link DataSource} that application code holds, whatever pool is beneath it at the moment.
 *
 * <p>A borrow that finds an idle connection costs a few volatile reads more than the pool's own.
 * One that does not is a <em>wait</em>: it is counted, and moves to the new pool if the pool is
 * replaced meanwhile, within its one deadline.
 */
public final class DataSourceHandle implements PlainDataSource, Handle<DataSource> {

    private final String name;
    private final PoolCounters counters;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final LongAdder waits = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private volatile long acquireNanos;
    private BorrowListener listener = BorrowListener.NONE;
    private @Nullable WatchedStatements statements;

    /** Lends, whoever may watch. */
    private volatile Lender lender;

    /** Lends, and is watched if anybody wants to. */
    private volatile Lender current;

    /**
     * Makes a handle that lends nothing before {@link #replace}.
     *
     * @param counters of dbm's own pools beneath it
     */
    public DataSourceHandle(String name, PoolCounters counters) {
        this.name = name;
        this.counters = counters;
        this.lender = new Refusal("connection '" + name + "' is not open yet");
        this.current = lender;
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
        Lender next =
                backend instanceof Lender lender
                        ? lender
                        : new ForeignPool(name, backend, () -> backend, PhysicalView.NONE);
        if (next != lender) {
            switchTo(next);
        }
    }

    /**
     * Has another one hear of the borrows from now on, in place of who did before.
     *
     * @param next {@link BorrowListener#NONE} for nobody, and nothing is measured then
     */
    public synchronized void observe(BorrowListener next) {
        listener = next;
        current = watched(lender);
    }

    /**
     * Has the statements of what is borrowed from now on watched.
     *
     * @param next null for nobody, and nothing is done to them then
     */
    public synchronized void watch(@Nullable WatchedStatements next) {
        statements = next;
        current = watched(lender);
    }

    private Lender watched(Lender lends) {
        boolean byNobody = listener == BorrowListener.NONE && statements == null;
        return byNobody || lends instanceof Refusal
                ? lends
                : new WatchedLender(lends, listener, statements);
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

    private synchronized void switchTo(Lender next) {
        lender = next;
        current = watched(next);
        // Whoever reads the old lender from here on was in the set before, and is woken.
        waiters.forEach(Waiter::wake);
    }

    @Override
    public PoolStats withBorrows(PoolStats pool) {
        boolean isForeign = lender instanceof ForeignPool; // it alone knows who waits
        return counters.addedTo(pool).toBuilder()
                .pending(isForeign ? pool.pending() : waiters.size())
                .waits(pool.waits() + waits.sum())
                .waitTime(pool.waitTime().plusNanos(waitNanos.sum()))
                .borrowTimeouts(pool.borrowTimeouts() + timeouts.sum())
                .build();
    }

    @Override
    public DataSource clientOf(String layer) {
        return new LayerDataSource(this, layer);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return borrow(WatchedStatements.NO_LAYER);
    }

    /** Borrows for an access layer. */
    public Connection borrow(String layer) throws SQLException {
        Connection connection = current.tryBorrow(layer);
        return connection != null ? connection : await(layer, acquireNanos).connection();
    }

    /** Borrows for an access layer that wants to know whose it is. */
    public Lease lease(String layer) throws SQLException {
        Lender lends = current;
        Connection connection = lends.tryBorrow(layer);
        return connection != null ? new Lease(connection, lends) : await(layer, acquireNanos);
    }

    /**
     * Borrows for a transaction, which may find it broken, and whose layers tell by themselves.
     *
     * @param atMostNanos how long it waits if that is shorter than acquire-timeout
     */
    public Lease lease(long atMostNanos) throws SQLException {
        Lender lends = current;
        Connection connection = lends.tryBorrow(WatchedStatements.NO_LAYER);
        return connection != null
                ? new Lease(connection, lends)
                : await(WatchedStatements.NO_LAYER, Math.min(atMostNanos, acquireNanos));
    }

    private Lease await(String layer, long limitNanos) throws SQLException {
        boolean counts = !(lender instanceof ForeignPool); // there every borrow comes here
        if (counts) {
            waits.increment();
        }
        long start = System.nanoTime();
        long end = start + limitNanos;
        Waiter waiter = new Waiter();
        waiters.add(waiter);
        try {
            while (true) {
                waiter.enter();
                try {
                    Lender lends = current;
                    Connection lent = lends.borrow(end - System.nanoTime());
                    return unlessClosed(new Lease(lends.handOut(lent, layer, start), lends));
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
            if (counts) {
                waitNanos.add(System.nanoTime() - start);
            }
        }
    }

    /** What comes while the handle is being closed comes too late. */
    private Lease unlessClosed(Lease lease) throws SQLException {
        if (lender instanceof Refusal refusal) {
            lease.giveBack();
            throw refusal.failure();
        }
        return lease;
    }

    /** Returns how many JDBC connections the pool of the moment lends at once. */
    public Ceiling ceiling() {
        return lender.ceiling();
    }

    /** Says which connection this is; never holds a secret. */
    @Override
    public String toString() {
        return "DataSource of connection '" + name + "'";
    }
}
