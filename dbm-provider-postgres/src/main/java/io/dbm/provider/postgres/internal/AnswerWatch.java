package io.dbm.provider.postgres.internal;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes a socket whose answer is late. To let each read time out would do as well, but the system
 * then sets a timer for each, which costs a short query some 5 % of its CPU time. Here there is at
 * most one alarm, which stays set while one answer follows another.
 */
final class AnswerWatch {

    /** How much time is left where there is no limit. */
    static final long NO_LIMIT = Long.MAX_VALUE;

    /** An answer that is there already can be read, however late, if the JVM stood still. */
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long OVER = Long.MAX_VALUE;

    private final Closeable socket;
    private final LongSupplier nanosLeft;

    /** Odd while something is read. */
    private final AtomicLong reads = new AtomicLong();

    private volatile @Nullable ScheduledFuture<?> alarm;
    private boolean closed;

    /** The read that the latest alarm found late. */
    private long late;

    /**
     * Watches nothing yet.
     *
     * @param nanosLeft says how much of the answer's time is left, or {@link #NO_LIMIT}; asked by
     *     another thread
     */
    AnswerWatch(Closeable socket, LongSupplier nanosLeft) {
        this.socket = socket;
        this.nanosLeft = nanosLeft;
    }

    /**
     * Begins to watch a read; by one thread at a time.
     *
     * @return whether it does: the alarms need a thread, and the system may have none left
     */
    boolean begin() {
        reads.incrementAndGet();
        if (alarm != null) {
            return true;
        }
        try {
            set();
            return true;
        } catch (OutOfMemoryError noThread) {
            end();
            return false;
        }
    }

    /**
     * Ends it.
     *
     * @return whether it was in time
     */
    boolean end() {
        long read = reads.get();
        return read != OVER && reads.compareAndSet(read, read + 1);
    }

    private synchronized void set() {
        if (alarm == null && !closed) {
            setIn(nanosLeft.getAsLong());
        }
    }

    private void setIn(long nanos) {
        if (nanos == NO_LIMIT) {
            return;
        }
        alarm = Timer.schedule(this::ring, nanos);
    }

    private void ring() {
        if (isOver()) {
            try {
                socket.close();
            } catch (IOException e) {
                // it is closed
            }
        }
    }

    private synchronized boolean isOver() {
        // first this, and then a look: whoever begins to read meanwhile sets another one
        alarm = null;
        long read = reads.get();
        if (closed || read % 2 == 0) {
            return false;
        }
        long left = nanosLeft.getAsLong();
        if (left > 0 || late != read) {
            late = left > 0 ? 0 : read;
            setIn(left > 0 ? left : MOMENT_NANOS);
            return false;
        }
        return reads.compareAndSet(read, OVER);
    }

    /** Sets the alarm anew, now or with the next read: there is another limit. */
    synchronized void reset() {
        cancel();
        if (reads.get() % 2 != 0) {
            set(); // another thread reads
        }
    }

    private void cancel() {
        ScheduledFuture<?> old = alarm;
        if (old != null) {
            old.cancel(false);
            alarm = null;
        }
    }

    /** Lets go of the socket, which is closed. */
    synchronized void close() {
        closed = true;
        cancel();
    }
}
