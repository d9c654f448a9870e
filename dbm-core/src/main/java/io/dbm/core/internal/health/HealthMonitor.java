package io.dbm.core.internal.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Begins a check of each connection whenever its interval has passed. */
public final class HealthMonitor implements AutoCloseable {

    private final ScheduledExecutorService scheduler;
    private final Map<String, Watch> watches = new HashMap<>();

    private record Watch(Duration interval, ScheduledFuture<?> task) {}

    /** A monitor that watches nothing yet. */
    public HealthMonitor(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Begins to watch, unless it does so already with that interval.
     *
     * @param connection its name
     * @param interval between checks; zero is never
     * @param check must not block
     */
    public synchronized void watch(String connection, Duration interval, Runnable check) {
        Watch known = watches.get(connection);
        if (known != null && known.interval().equals(interval)) {
            return;
        }
        forget(connection);
        if (!interval.isZero()) {
            watches.put(connection, new Watch(interval, begin(interval, check)));
        }
    }

    /** Spread, so that a thousand connections are not checked in one moment. */
    private ScheduledFuture<?> begin(Duration interval, Runnable check) {
        long period = interval.toNanos();
        long first = period - ThreadLocalRandom.current().nextLong(period / 2 + 1);
        return scheduler.scheduleAtFixedRate(check, first, period, TimeUnit.NANOSECONDS);
    }

    /** Watches a connection no more. */
    public synchronized void forget(String connection) {
        Watch watch = watches.remove(connection);
        if (watch != null) {
            watch.task().cancel(false);
        }
    }

    @Override
    public synchronized void close() {
        for (Watch watch : watches.values()) {
            watch.task().cancel(false);
        }
        watches.clear();
    }
}
