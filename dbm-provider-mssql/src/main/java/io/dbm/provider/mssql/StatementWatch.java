package io.dbm.provider.mssql;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stops statements of one physical connection, or writes to one socket, that take too long.
 *
 * <p>The driver's own timer would do as well for statements, but it sets and takes back an alarm
 * for each, and wakes its thread each time, which costs a short query a quarter of its CPU time.
 * Here there is at most one alarm, which stays set while one statement follows another.
 */
final class StatementWatch {

    /**
     * Until a statement is told once more to stop: it may just have been between two requests, of
     * which the driver lets none be stopped.
     */
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Clock clock;
    private final AtomicReference<@Nullable Execution> running = new AtomicReference<>();
    private volatile @Nullable Alarm alarm;
    private boolean closed;

    /** Sets alarms: {@link Alarms}, but in tests. */
    @FunctionalInterface
    interface Clock {
        Future<?> schedule(Runnable alarm, long nanos);
    }

    private final class Alarm implements Runnable {

        private final long at;
        private final Future<?> future;

        Alarm(long at) {
            this.at = at;
            future = clock.schedule(this, at - System.nanoTime());
        }

        @Override
        public void run() {
            Execution late = late(this);
            if (late != null) {
                Alarms.run(late::stop);
            }
        }
    }

    StatementWatch() {
        this(Alarms::schedule);
    }

    StatementWatch(Clock clock) {
        this.clock = clock;
    }

    /**
     * Begins to watch.
     *
     * @return what is to be ended; nothing if another thread's statement is being watched, the
     *     physical connection is closed, or the system has no thread left for alarms
     */
    Optional<Execution> begin(Execution.Cancellation cancellation, Duration limit) {
        Execution execution = new Execution(cancellation, System.nanoTime() + limit.toNanos());
        if (!running.compareAndSet(null, execution)) {
            return Optional.empty();
        }
        try {
            if (isInTimeFor(execution) || setFor(execution)) {
                return Optional.of(execution);
            }
        } catch (OutOfMemoryError noThread) {
            // nothing rings
        }
        running.set(null);
        return Optional.empty();
    }

    private boolean isInTimeFor(Execution execution) {
        Alarm set = alarm;
        return set != null && set.at - execution.deadline() <= 0;
    }

    /**
     * Ends it; from then on nothing is cancelled.
     *
     * @return whether the statement was told to stop
     */
    boolean end(Execution execution) {
        running.set(null);
        return execution.end();
    }

    private synchronized boolean setFor(Execution execution) {
        if (closed) {
            return false;
        }
        if (!isInTimeFor(execution)) {
            takeBack();
            alarm = new Alarm(execution.deadline());
        }
        return true;
    }

    private void takeBack() {
        Alarm set = alarm;
        if (set != null) {
            set.future.cancel(false);
            alarm = null;
        }
    }

    private synchronized @Nullable Execution late(Alarm ringing) {
        if (alarm != ringing) {
            return null; // another has just taken its place
        }
        // first this, and then a look: whoever begins meanwhile sets another one
        alarm = null;
        Execution found = running.get();
        if (found == null) {
            return null;
        }
        long now = System.nanoTime();
        boolean late = found.deadline() - now <= 0;
        alarm = new Alarm(late ? now + AGAIN_NANOS : found.deadline());
        return late ? found : null;
    }

    /** Lets go of the connection, which is closed. */
    synchronized void close() {
        closed = true;
        takeBack();
    }
}
