package io.dbm.core.internal.pool;

import io.dbm.core.internal.credentials.Logins;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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
    private boolean underWay;
    private @Nullable Future<?> again;
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

    /** Begins at once, even if a former login was to be tried again later. */
    synchronized void loginChanged() {
        if (again != null) {
            again.cancel(false);
            tryAgain();
        } else {
            begin();
        }
    }

    /** Begins, unless it is under way or there is nothing to do. */
    synchronized void begin() {
        if (closed || underWay || !isNeeded()) {
            return;
        }
        underWay = true;
        try {
            workers.execute(this::tryNewLogin);
        } catch (RejectedExecutionException closing) {
            closed = true;
        }
    }

    private boolean isNeeded() {
        return lifetimes.anyOf(logins::isFormer);
    }

    /** What serves is not given up before it is known that something can take its place. */
    private void tryNewLogin() {
        try (Connection tried = physical.open()) {
            Future<?> unused = after(BETWEEN_TWO_MILLIS, this::replaceOne);
        } catch (SQLException | RuntimeException e) {
            tryAgainLater();
        }
    }

    private synchronized void tryAgainLater() {
        again = after(AGAIN_AFTER_MILLIS, this::tryAgain);
    }

    private synchronized void tryAgain() {
        if (again != null) {
            again = null;
            underWay = false;
            begin();
        }
    }

    private void replaceOne() {
        lifetimes.endOneOf(logins::isFormer);
        if (isNeeded()) {
            Future<?> unused = after(BETWEEN_TWO_MILLIS, this::replaceOne);
            return;
        }
        end();
    }

    private synchronized void end() {
        underWay = false;
        begin(); // one may have been opened just now with what was valid a moment ago
    }

    private @Nullable Future<?> after(long millis, Runnable step) {
        if (closed) {
            return null;
        }
        try {
            return scheduler.schedule(step, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            closed = true;
            return null;
        }
    }

    void close() {
        closed = true;
    }
}
