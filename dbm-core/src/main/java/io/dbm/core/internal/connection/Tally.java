package io.dbm.core.internal.connection;

import io.dbm.PoolStats;
import io.dbm.spi.Backend;
import java.util.IdentityHashMap;
import java.util.Objects;

/**
 * What the backends of one connection have counted, one after another: each from when it serves
 * until it is closed.
 */
final class Tally {

    /** What was last read of those that are not closed yet. */
    private final IdentityHashMap<Backend<?>, PoolStats> counting = new IdentityHashMap<>();

    private PoolStats closed = PoolStats.builder().build();

    /** Counts what a backend counts. */
    synchronized void begin(Backend<?> backend) {
        counting.putIfAbsent(backend, PoolStats.builder().build());
    }

    /** Reads a backend for the last time. */
    synchronized void end(Backend<?> backend) {
        if (counting.containsKey(backend)) {
            closed = sum(closed, read(backend));
            counting.remove(backend);
        }
    }

    /** Returns a pool's figures with the counts of all. */
    synchronized PoolStats on(PoolStats pool) {
        PoolStats total = closed;
        for (Backend<?> backend : counting.keySet()) {
            total = sum(total, read(backend));
        }
        return pool.toBuilder()
                .waits(total.waits())
                .waitTime(total.waitTime())
                .borrowTimeouts(total.borrowTimeouts())
                .opened(total.opened())
                .closedByLifetime(total.closedByLifetime())
                .closedByIdleTime(total.closedByIdleTime())
                .leaks(total.leaks())
                .build();
    }

    /** A plugin's fault must not take away what was counted. */
    private PoolStats read(Backend<?> backend) {
        try {
            counting.put(backend, Objects.requireNonNull(backend.stats()));
        } catch (RuntimeException | LinkageError e) {
            // what was last read is returned; whoever asks for the pool's figures logs why
        }
        return counting.getOrDefault(backend, closed);
    }

    private static PoolStats sum(PoolStats one, PoolStats other) {
        return PoolStats.builder()
                .waits(one.waits() + other.waits())
                .waitTime(one.waitTime().plus(other.waitTime()))
                .borrowTimeouts(one.borrowTimeouts() + other.borrowTimeouts())
                .opened(one.opened() + other.opened())
                .closedByLifetime(one.closedByLifetime() + other.closedByLifetime())
                .closedByIdleTime(one.closedByIdleTime() + other.closedByIdleTime())
                .leaks(one.leaks() + other.leaks())
                .build();
    }
}
