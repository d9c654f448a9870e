package io.dbm.provider.mssql;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stops statements of one physical connection that run too long. The driver's own timer would do as
 * well, but it sets and takes back an alarm for each statement, and wakes its thread each time,
 * which costs a short query a quarter of its CPU time. Here there is at most one alarm, which stays
 * set while one statement follows another.
 */
final class StatementWatch {

    /**
     * Until a statement is told once more to stop: it may just have been between two requests, of
     * which the driver lets none be stopped.
     */
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final AtomicReference<@Nullable Execution> running = new AtomicReference<>();
    private volatile @Nullable Alarm alarm;
    private boolean closed;

    private record Alarm(ScheduledFuture<?> future, long at) {}

    /**
     * Begins to watch.
     *
     * @return what is to be ended; nothing if another thread's statement is being watched, or the
     *     system has no thread left for alarms
     */
    Optional<Execution> begin(Execution.Cancellation cancellation, Duration limit) {
        Execution execution = new Execution(cancellation, System.nanoTime() + limit.toNanos());
        if (!running.compareAndSet(null, execution)) {
            return Optional.empty();
        }
        Alarm set = alarm;
        if (set == null || set.at - execution.deadline() > 0) {
            try {
                setFor(execution);
            } catch (OutOfMemoryError noThread) {
                running.set(null);
                return Optional.empty();
            }
        }
        return Optional.of(execution);
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

    private synchronized void setFor(Execution execution) {
        Alarm set = alarm;
        if (!closed && (set == null || set.at - execution.deadline() > 0)) {
            if (set != null) {
                set.future.cancel(false);
            }
            setAt(execution.deadline());
        }
    }

    private void setAt(long deadline) {
        alarm = new Alarm(Alarms.schedule(this::ring, deadline - System.nanoTime()), deadline);
    }

    private void ring() {
        Execution late = late();
        if (late != null) {
            Alarms.run(late::stop);
        }
    }

    private synchronized @Nullable Execution late() {
        // first this, and then a look: whoever begins meanwhile sets another one
        alarm = null;
        Execution found = running.get();
        if (closed || found == null) {
            return null;
        }
        long now = System.nanoTime();
        boolean late = found.deadline() - now <= 0;
        setAt(late ? now + AGAIN_NANOS : found.deadline());
        return late ? found : null;
    }

    /** Lets go of the connection, which is closed. */
    synchronized void close() {
        closed = true;
        Alarm set = alarm;
        if (set != null) {
            set.future.cancel(false);
            alarm = null;
        }
    }
}
