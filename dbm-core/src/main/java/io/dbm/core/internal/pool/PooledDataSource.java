package io.dbm.core.internal.pool;

import com.zaxxer.hikari.pool.HikariPool;
import io.dbm.core.internal.failure.Redaction;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.Limits;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lends the connections of one HikariCP pool. */
final class PooledDataSource implements PlainDataSource, Lender {

    private final String name;
    private final JdbcDriver driver;
    private final HikariPool pool;
    private final Limits limits;
    private final Redaction redaction;
    private final WaiterWatch waiters;
    private final Runnable suspect;
    private volatile boolean used;
    private volatile boolean held;
    private volatile long lastSeenUsed = System.nanoTime();

    PooledDataSource(
            String name,
            JdbcDriver driver,
            HikariPool pool,
            Limits limits,
            Redaction redaction,
            ScheduledExecutorService scheduler,
            Runnable suspect) {
        this.waiters = new WaiterWatch(pool, limits.maxOpen(), scheduler);
        this.suspect = suspect;
        this.name = name;
        this.driver = driver;
        this.pool = pool;
        this.limits = limits;
        this.redaction = redaction;
    }

    @Override
    public @Nullable Connection tryBorrow() throws SQLException {
        if (!used) {
            used = true; // written once between two pings, so that threads do not contend for it
        }
        return mustWait() ? null : borrowForPing();
    }

    /**
     * Whether callers wait and nothing is idle. The pool says so as well, but by an exception,
     * which costs more than to wait: many callers at once would make each other wait still longer.
     */
    private boolean mustWait() {
        return pool.getThreadsAwaitingConnection() > 0 && pool.getIdleConnections() == 0;
    }

    /** Returns an idle connection, or null; does not count as use. */
    @Nullable Connection borrowForPing() throws SQLException {
        try {
            return pool.getConnection(0);
        } catch (SQLTransientConnectionException noneIdle) {
            return null;
        }
    }

    /** Whether nobody has borrowed for conn-max-idle-time; asked at each ping, by one thread. */
    boolean isUnused() {
        long now = System.nanoTime();
        held = pool.getActiveConnections() > 1; // the ping has one itself
        if (used) {
            used = false;
            lastSeenUsed = now;
        }
        long idle = limits.maxIdleTime().toNanos();
        return idle > 0 && now - lastSeenUsed >= idle;
    }

    /** Whether somebody has borrowed since the latest ping, or still held one then. */
    boolean wasUsed() {
        return used || held;
    }

    @Override
    public Connection borrow(long timeoutNanos) throws SQLException {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos + 999_999));
        waiters.enter();
        try {
            return pool.getConnection(millis);
        } catch (SQLTransientConnectionException e) {
            suspect.run();
            Throwable failure = e.getCause() == null ? null : redaction.clean(e.getCause());
            throw new AcquireTimeoutException(
                    timeoutMessage(failure), e.getSQLState(), failure == null ? e : failure);
        } finally {
            waiters.leave();
        }
    }

    private String timeoutMessage(@Nullable Throwable failure) {
        String full =
                "connection '"
                        + name
                        + "': no JDBC connection was free within acquire-timeout "
                        + limits.acquireTimeout().toMillis()
                        + " ms; "
                        + pool.getActiveConnections()
                        + " of max-open-conns "
                        + limits.maxOpen()
                        + " are in use and "
                        + pool.getThreadsAwaitingConnection()
                        + " more callers wait";
        return failure == null
                ? full
                : full + "; the latest attempt to open one failed: " + failure.getMessage();
    }

    @Override
    public JdbcDriver driver() {
        return driver;
    }

    @Override
    public Ceiling ceiling() {
        return new Ceiling("max-open-conns", limits.maxOpen());
    }

    @Override
    public void evict(Connection connection) {
        try {
            connection.abort(Runnable::run); // else its pool would first ask it for a rollback
        } catch (SQLException | RuntimeException e) {
            // it is cut off already
        }
        // to close it as well would reset what the pool has forgotten by then
        pool.evictConnection(connection);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return borrow(limits.acquireTimeout().toNanos());
    }

    @Override
    public String toString() {
        return "the pool of connection '" + name + "'";
    }
}
