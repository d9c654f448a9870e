package io.dbm.core.internal.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Begins a check of each connection whenever its interval has passed. */
public final class HealthMonitor implements AutoCloseable {

    private final ScheduledExecutorService scheduler;
    private final List<ScheduledFuture<?>> tasks = new ArrayList<>();

    /** A monitor that watches nothing yet. */
    public HealthMonitor(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Begins to watch.
     *
     * @param interval between checks; zero is never
     * @param check must not block
     */
    public synchronized void watch(Duration interval, Runnable check) {
        if (interval.isZero()) {
            return;
        }
        long period = interval.toNanos();
        // Spread, so that a thousand connections are not checked in one moment.
        long first = period - ThreadLocalRandom.current().nextLong(period / 2 + 1);
        tasks.add(scheduler.scheduleAtFixedRate(check, first, period, TimeUnit.NANOSECONDS));
    }

    @Override
    public synchronized void close() {
        tasks.forEach(task -> task.cancel(false));
        tasks.clear();
    }
}
