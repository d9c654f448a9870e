package io.dbm.core.internal.pool;

import com.zaxxer.hikari.pool.HikariPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has a pool open connections for those who wait in it.
 *
 * <p>HikariCP looks whether it may open one as a caller begins to wait, and not again when a
 * connection is closed instead of given back: who waited by then would wait to the end of his time
 * beside a pool that has room.
 */
final class WaiterWatch {

    private static final long LOOK_AGAIN_MILLIS = 50;

    private final HikariPool pool;
    private final int mostOpen;
    private final ScheduledExecutorService scheduler;
    private final AtomicInteger callers = new AtomicInteger();
    private final AtomicBoolean watching = new AtomicBoolean();

    WaiterWatch(HikariPool pool, int mostOpen, ScheduledExecutorService scheduler) {
        this.pool = pool;
        this.mostOpen = mostOpen;
        this.scheduler = scheduler;
    }

    /** Is told by each caller that is about to wait; {@link #leave} is to follow. */
    void enter() {
        callers.incrementAndGet();
        watch();
    }

    void leave() {
        callers.decrementAndGet();
    }

    private void watch() {
        if (!watching.get() && watching.compareAndSet(false, true)) {
            lookLater();
        }
    }

    private void lookLater() {
        try {
            Future<?> unused =
                    scheduler.schedule(this::look, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            // the pool is about to be closed, which wakes them
        }
    }

    private void look() {
        if (callers.get() == 0) {
            watching.set(false);
            if (callers.get() > 0) {
                watch();
            }
            return;
        }
        try {
            if (pool.getTotalConnections() < mostOpen) {
                pool.addBagItem(pool.getThreadsAwaitingConnection());
            }
        } finally {
            lookLater();
        }
    }
}
