package io.dbm.core.internal.pool;

import io.dbm.core.internal.credentials.Logins;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Replaces the physical connections of former logins, one after another, once a new one was let in.
 * None is taken from whoever uses it: it is closed when it is given back.
 */
final class Rotation {

    private static final long BETWEEN_TWO_MILLIS = 200;
    private static final long AGAIN_AFTER_MILLIS = 5000;

    private final PhysicalConnections physical;
    private final Logins logins;
    private final Lifetimes lifetimes;
    private final ScheduledExecutorService scheduler;
    private final Executor workers;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile boolean closed;

    Rotation(
            PhysicalConnections physical,
            Logins logins,
            ScheduledExecutorService scheduler,
            Executor workers) {
        this.physical = physical;
        this.logins = logins;
        this.lifetimes = new Lifetimes(scheduler, physical::latestLogin, this::begin);
        this.scheduler = scheduler;
        this.workers = workers;
    }

    /** Returns what the pool is to schedule its tasks with. */
    ScheduledExecutorService poolScheduler() {
        return lifetimes;
    }

    /** Begins, unless it is under way or there is nothing to do. */
    void begin() {
        if (!closed && isNeeded() && underWay.compareAndSet(false, true)) {
            try {
                workers.execute(this::tryNewLogin);
            } catch (RejectedExecutionException closing) {
                closed = true;
            }
        }
    }

    private boolean isNeeded() {
        return lifetimes.anyOf(logins::isFormer);
    }

    /** What serves is not given up before it is known that something can take its place. */
    private void tryNewLogin() {
        try (Connection tried = physical.open()) {
            after(BETWEEN_TWO_MILLIS, this::replaceOne);
        } catch (SQLException | RuntimeException e) {
            after(
                    AGAIN_AFTER_MILLIS,
                    () -> {
                        underWay.set(false);
                        begin();
                    });
        }
    }

    private void replaceOne() {
        lifetimes.endOneOf(logins::isFormer);
        if (isNeeded()) {
            after(BETWEEN_TWO_MILLIS, this::replaceOne);
            return;
        }
        underWay.set(false);
        begin(); // one may have been opened just now with what was valid a moment ago
    }

    private void after(long millis, Runnable step) {
        if (closed) {
            return;
        }
        try {
            Future<?> unused = scheduler.schedule(step, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            closed = true;
        }
    }

    void close() {
        closed = true;
    }
}
