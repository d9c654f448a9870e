package io.dbm.core.internal.pool;

import com.zaxxer.hikari.pool.HikariPool;
import io.dbm.PoolStats;
import io.dbm.ServerInfo;
import io.dbm.core.internal.credentials.Logins;
import io.dbm.core.internal.failure.Kinds;
import io.dbm.core.internal.failure.OwnSqlException;
import io.dbm.core.internal.failure.Redaction;
import io.dbm.core.internal.handle.Interruptible;
import io.dbm.spi.Backend;
import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.Limits;
import io.dbm.spi.PoolExhaustedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One HikariCP pool over a JDBC driver. */
public final class HikariBackend implements Backend<DataSource>, Interruptible {

    private final JdbcDriver driver;
    private final PhysicalConnections physical;
    private final HikariPool pool;
    private final Executor workers;
    private final PooledDataSource client;
    private final PoolCounters counters;
    private final Limits limits;
    private final IdleCeiling idleCeiling;
    private final Rotation rotation;

    /** Whether the ping under way is interrupted. */
    private final AtomicReference<@Nullable AtomicBoolean> pinging = new AtomicReference<>();

    /** Whether it has, or asks for, a connection of the pool. */
    private volatile boolean pingsIdle;

    private HikariBackend(
            JdbcDriver driver,
            PhysicalConnections physical,
            PoolCounters counters,
            Limits limits,
            HikariPool pool,
            Executor workers,
            PooledDataSource client,
            IdleCeiling idleCeiling,
            Rotation rotation) {
        this.driver = driver;
        this.physical = physical;
        this.counters = counters;
        this.limits = limits;
        this.pool = pool;
        this.workers = workers;
        this.client = client;
        this.idleCeiling = idleCeiling;
        this.rotation = rotation;
    }

    /**
     * Opens a pool and its first physical connection.
     *
     * @param logins asked for each physical connection
     * @param counters go on from what the pools before have counted
     * @param redaction takes secrets out of what the driver says
     * @param scheduler shared with other pools; for short tasks
     * @param workers for tasks that may block
     * @param regular runs those that may block and come again and again, and tells when each is
     *     over
     * @param suspect is run when the pool has trouble that its database may be the reason of
     * @param view shows each physical connection
     * @throws SQLException what the driver threw when it opened the first physical connection
     */
    public static HikariBackend open(
            String name,
            JdbcDriver driver,
            Logins logins,
            PoolCounters counters,
            Limits limits,
            Redaction redaction,
            ScheduledExecutorService scheduler,
            Executor workers,
            Function<Runnable, Future<?>> regular,
            Runnable suspect,
            PhysicalView view)
            throws SQLException {
        PhysicalConnections physical =
                new PhysicalConnections(driver, logins, counters, limits, redaction, suspect, view);
        physical.openFirst();
        AutoCloseable opened = physical::closeAll;
        try {
            Rotation rotation = new Rotation(physical, logins, scheduler, workers);
            HikariPool pool =
                    HikariPools.create(
                            name,
                            physical,
                            limits,
                            new PoolScheduler(scheduler, regular, counters, rotation::opened));
            IdleCeiling ceiling = new IdleCeiling(pool, limits, workers);
            HikariBackend backend =
                    new HikariBackend(
                            driver,
                            physical,
                            counters,
                            limits,
                            pool,
                            workers,
                            new PooledDataSource(
                                    name, driver, pool, limits, redaction, scheduler, suspect),
                            ceiling,
                            rotation);
            opened = backend;
            ceiling.watch(scheduler);
            return backend;
        } catch (Throwable e) {
            try {
                opened.close();
            } catch (Exception closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    @Override
    public DataSource client() {
        return client;
    }

    /**
     * Tries an idle connection; where there is none, opens one of its own, so as not to wait.
     *
     * <p>To be tried is no use: a connection that nobody else has borrowed for conn-max-idle-time
     * is closed afterwards.
     */
    @Override
    public void ping(Duration timeout) throws SQLException, PoolExhaustedException {
        AtomicBoolean interrupted = new AtomicBoolean();
        pinging.set(interrupted);
        try {
            ping(timeout, interrupted);
        } finally {
            pinging.compareAndSet(interrupted, null);
        }
    }

    private void ping(Duration timeout, AtomicBoolean interrupted)
            throws SQLException, PoolExhaustedException {
        pingsIdle = true;
        Connection idle = pool.getIdleConnections() > 0 ? client.borrowForPing() : null;
        if (idle != null) {
            try (idle) {
                checkIdle(idle, timeout, interrupted);
                if (client.isUnused() && pool.getTotalConnections() > limits.minIdle()) {
                    pool.evictConnection(idle);
                    counters.closedByIdleTime();
                }
            }
            return;
        }
        pingsIdle = false;
        if (interrupted.get()) {
            throw new OwnSqlException("the check was cut off", null, null);
        }
        try (Connection own = physical.open()) {
            checkValid(own, timeout);
        } catch (SQLException e) {
            FailureKind kind = Kinds.of(e, driver);
            boolean serves = pool.getActiveConnections() > 0;
            if (kind == FailureKind.TOO_MANY_CONNECTIONS
                    || (kind == FailureKind.AUTHENTICATION && serves)) {
                throw new PoolExhaustedException(
                        "the server admits no further connection: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private void checkIdle(Connection idle, Duration timeout, AtomicBoolean interrupted)
            throws SQLException {
        try {
            checkValid(idle, timeout);
        } finally {
            if (interrupted.get()) {
                pool.evictConnection(idle); // who borrows it next would not have it tested
            }
        }
    }

    /**
     * Where only the ping uses the pool, nobody misses what is cut off; it is closed as what was
     * found dead is. Else the ping ends within the second that an idle connection has to answer. If
     * it opens one of its own, the one that is in use is somebody else's.
     */
    @Override
    public void interruptPing() {
        AtomicBoolean interrupted = pinging.get();
        if (interrupted == null) {
            return;
        }
        interrupted.set(true);
        if (pingsIdle && pool.getActiveConnections() == 1 && !client.wasUsed()) {
            physical.abortAll();
            pool.softEvictConnections(); // else one is lent untested that was used just now
        }
    }

    /**
     * Asks through an idle connection, as {@link #ping} does, or one of its own; no view sees it,
     * since it is no caller's statement.
     */
    @Override
    public ServerInfo describe(Duration timeout) throws SQLException {
        Connection idle = pool.getIdleConnections() > 0 ? client.borrowForPing() : null;
        try (Connection asked = idle == null ? physical.open() : idle) {
            return driver.describe(physical.withoutView(asked));
        }
    }

    static void checkValid(Connection connection, Duration timeout) throws SQLException {
        int seconds = (int) Math.max(1, timeout.toSeconds());
        long start = System.nanoTime();
        if (!connection.isValid(seconds)) {
            boolean inTime = System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds);
            throw new OwnSqlException(
                    inTime
                            ? "the driver says that a physical connection is broken"
                            : "the database did not answer within " + seconds + " s",
                    "08006",
                    null);
        }
    }

    @Override
    public boolean renewLogins() {
        rotation.loginChanged();
        return true;
    }

    @Override
    public PoolStats stats() {
        return PoolStats.builder()
                .open(pool.getTotalConnections())
                .inUse(pool.getActiveConnections())
                .idle(pool.getIdleConnections())
                .pending(pool.getThreadsAwaitingConnection())
                .max(limits.maxOpen())
                .build();
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        WeakReferences.fromNowOn();
        idleCeiling.close();
        rotation.close();
        physical.hurry();
        boolean interrupted = Thread.interrupted(); // else the pool would stop half-way
        try {
            if (pool.getActiveConnections() > 0) {
                pool.softEvictConnections(); // what is left then is in use
                physical.cancelAll(workers);
            }
            pool.shutdown();
        } finally {
            physical.closeFirst();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
