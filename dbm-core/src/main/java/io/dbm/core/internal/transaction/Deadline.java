package io.dbm.core.internal.transaction;

import io.dbm.core.internal.pool.Lease;
import io.dbm.core.internal.work.Workers;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of a transaction's time: cancels the statement that then runs, and refuses further ones.
 * What still does not return a moment later, since the database cannot be heard any more, is cut
 * off with its connection.
 */
final class Deadline {

    private final long at;
    private final Supplier<String> limit;
    private final Grace grace;
    private final Lease lease;
    private final Workers workers;
    private @Nullable ScheduledFuture<?> alarm;

    private long graceSince;
    private boolean passed;
    private boolean busy;
    private boolean cancelling;
    private boolean aborted;
    private @Nullable Statement running;

    /**
     * Makes one that does nothing before {@link #start}.
     *
     * @param at when, by {@link System#nanoTime()}
     * @param limit what has set it, in an error's words
     * @param grace for what then still runs
     */
    Deadline(long at, Supplier<String> limit, Grace grace, Lease lease, Workers workers) {
        this.at = at;
        this.limit = limit;
        this.grace = grace;
        this.lease = lease;
        this.workers = workers;
    }

    synchronized void start() {
        schedule(this::pass, at - System.nanoTime());
    }

    /** Whether the time is over. */
    synchronized boolean hasPassed() {
        return passed || System.nanoTime() - at >= 0;
    }

    /** Whether the connection was cut off, and is of no use any more. */
    synchronized boolean hasAborted() {
        return aborted;
    }

    /** Returns what has set it, in an error's words. */
    String limit() {
        return limit.get();
    }

    /** Returns when it is, by {@link System#nanoTime()}. */
    long at() {
        return at;
    }

    Grace grace() {
        return grace;
    }

    /** Returns what is left, and be it very little: none would mean no limit. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(1, at - System.nanoTime()));
    }

    /**
     * Runs what may take long: cancelled when the time is over, if it is a statement, and cut off a
     * moment later.
     */
    @Nullable Object during(@Nullable Statement statement, Call call) throws SQLException {
        Statement outer;
        boolean wasBusy;
        synchronized (this) {
            outer = running;
            wasBusy = busy;
            running = statement;
            busy = true;
            if (passed && !wasBusy) { // to roll back
                useGrace();
            }
        }
        try {
            return call.run();
        } finally {
            leave(outer, wasBusy);
        }
    }

    /** A cancel that is under way must not hit what comes next. */
    private synchronized void leave(@Nullable Statement outer, boolean wasBusy) {
        boolean interrupted = false;
        running = outer;
        while (cancelling && !aborted) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        busy = wasBusy;
        if (passed && !busy) {
            cancelAlarm();
            grace.spend(System.nanoTime() - graceSince);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void pass() {
        passed = true;
        if (busy) {
            useGrace();
            Statement statement = running;
            if (statement != null) {
                cancelling = true;
                execute(() -> cancel(statement));
            }
        }
    }

    /** What the application does between two calls takes nothing of it. */
    private void useGrace() {
        graceSince = System.nanoTime();
        schedule(this::abort, grace.leftNanos());
    }

    private void cancel(Statement statement) {
        try {
            lease.driver().cancel(statement);
        } catch (SQLException | RuntimeException e) {
            // it has ended, or abort() will end it
        } finally {
            synchronized (this) {
                cancelling = false;
                notifyAll();
            }
        }
    }

    private synchronized void abort() {
        if (busy && !aborted) {
            aborted = true;
            notifyAll();
            execute(this::cutOff);
        }
    }

    private void cutOff() {
        try {
            lease.connection().abort(workers.blocking());
        } catch (SQLException | RuntimeException e) {
            // it has ended by itself
        }
    }

    /** Forgets about it; the connection is another one's from now on. */
    synchronized void stop() {
        busy = false;
        cancelAlarm();
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    private void schedule(Runnable task, long nanos) {
        cancelAlarm();
        try {
            alarm = workers.scheduler().schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            // the manager closes, and cuts every connection off
        }
    }

    private void execute(Runnable task) {
        try {
            workers.blocking().execute(task);
        } catch (RejectedExecutionException closing) {
            cancelling = false;
        }
    }
}
