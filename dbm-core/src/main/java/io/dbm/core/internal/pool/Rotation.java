package io.dbm.core.internal.pool;

import io.dbm.core.internal.credentials.Logins;
import io.dbm.spi.Credentials;
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
    private final Lifetimes lifetimes = new Lifetimes();
    private final ScheduledExecutorService scheduler;
    private final Executor workers;
    private boolean underWay;
    private @Nullable Future<?> again;
    private boolean closed;

    Rotation(
            PhysicalConnections physical,
            Logins logins,
            ScheduledExecutorService scheduler,
            Executor workers) {
        this.physical = physical;
        this.logins = logins;
        this.scheduler = scheduler;
        this.workers = workers;
    }

    /** Is told how the physical connection is ended that the calling thread has just opened. */
    void opened(Runnable end, Future<?> scheduled) {
        Credentials login = physical.latestLogin();
        if (login != null) {
            lifetimes.begin(login, end, scheduled);
            begin();
        }
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
        if (!closed && !underWay && isNeeded()) {
            underWay = true;
            onWorker(this::tryNewLogin);
        }
    }

    private boolean isNeeded() {
        return lifetimes.anyOf(logins::isFormer);
    }

    /** What serves is not given up before it is known that something can take its place. */
    private void tryNewLogin() {
        Credentials letIn = null;
        try {
            letIn = physical.tryLogin();
        } catch (Exception | LinkageError e) {
            // known to health checks and callers, and tried again
        } finally {
            tried(letIn);
        }
    }

    private synchronized void tried(@Nullable Credentials letIn) {
        if (letIn == null) {
            again = after(AGAIN_AFTER_MILLIS, this::tryAgain);
        } else {
            Future<?> unused = after(BETWEEN_TWO_MILLIS, () -> replaceOne(letIn));
        }
    }

    private synchronized void tryAgain() {
        again = null;
        underWay = false;
        begin();
    }

    /** What was let in may be former by now, and what is valid then is to be tried first. */
    private synchronized void replaceOne(Credentials letIn) {
        if (closed) {
            return;
        }
        if (logins.isFormer(letIn)) {
            onWorker(this::tryNewLogin);
            return;
        }
        lifetimes.endOneOf(logins::isFormer);
        if (isNeeded()) {
            Future<?> unused = after(BETWEEN_TWO_MILLIS, () -> replaceOne(letIn));
        } else {
            underWay = false;
            begin(); // one may have been opened just now with what was valid a moment ago
        }
    }

    private void onWorker(Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException closing) {
            closed = true;
        }
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

    synchronized void close() {
        closed = true;
        if (again != null) {
            again.cancel(false);
        }
    }
}
