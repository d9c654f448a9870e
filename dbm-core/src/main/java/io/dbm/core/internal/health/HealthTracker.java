package io.dbm.core.internal.health;

import io.dbm.Health;
import io.dbm.Health.Status;
import io.dbm.PoolStats;
import io.dbm.core.internal.failure.Redaction;
import io.dbm.spi.PoolExhaustedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the health of one connection, and judges what a check found.
 *
 * <p>Not safe for use from many threads, except {@link #current()}: its owner holds a lock.
 */
final class HealthTracker {

    private final Duration slow;
    private final Redaction redaction;
    private final BiConsumer<Health, Health> changed;
    private volatile Health health;

    /** How many there were at the latest check; negative if there was none. */
    private long borrowTimeouts = -1;

    /**
     * Begins as never connected.
     *
     * @param slow a ping that takes longer than this finds the connection degraded
     * @param changed hears of every change of the status
     */
    HealthTracker(Duration slow, Redaction redaction, BiConsumer<Health, Health> changed) {
        this.changed = changed;
        this.slow = slow;
        this.redaction = redaction;
        this.health = unchecked(Status.NOT_CONNECTED);
    }

    /** Returns what is known now. */
    Health current() {
        return health;
    }

    /** Takes what is known so far. */
    void goOnFrom(Health known) {
        health = known;
    }

    /** Judges a ping that ended, and returns the new health. */
    Health pinged(@Nullable Throwable failure, Duration took, @Nullable PoolStats pool) {
        if (failure instanceof PoolExhaustedException) {
            return checked(Status.DEGRADED, took, redaction.clean(failure).getMessage());
        }
        if (failure != null) {
            String message = redaction.clean(failure).getMessage();
            return checked(
                    Status.DOWN, took, message == null ? failure.getClass().getName() : message);
        }
        String exhausted = pool == null ? null : exhausted(pool);
        if (exhausted != null) {
            return checked(Status.DEGRADED, took, exhausted);
        }
        if (took.compareTo(slow) > 0) {
            return checked(
                    Status.DEGRADED,
                    took,
                    "the database took " + took.toMillis() + " ms to answer");
        }
        return checked(Status.UP, took, null);
    }

    /**
     * A full pool is as it should be, one of a single connection above all: it is exhausted when
     * callers wait for it, or have waited in vain since the latest check.
     */
    private @Nullable String exhausted(PoolStats pool) {
        long inVain = borrowTimeouts < 0 ? 0 : pool.borrowTimeouts() - borrowTimeouts;
        borrowTimeouts = pool.borrowTimeouts();
        if (pool.max() == 0 || pool.inUse() < pool.max()) {
            return null;
        }
        String full = "the pool is exhausted: all " + pool.max() + " connections are in use, ";
        if (pool.pending() > 0) {
            return full + "and callers waiting: " + pool.pending();
        }
        return inVain > 0
                ? full + "and callers who got none since the last check: " + inVain
                : null;
    }

    /** Marks that a backend which serves from now on has answered. */
    void answered() {
        checked(Status.UP, Duration.ZERO, null);
    }

    /** Marks that the manager was closed. */
    void closed() {
        change(unchecked(Status.CLOSED));
    }

    private Health checked(Status status, Duration took, @Nullable String cause) {
        Health before = health;
        Instant now = Instant.now();
        return change(
                new Health(
                        status,
                        before.status() == status ? before.since() : now,
                        Optional.of(now),
                        took,
                        status == Status.DOWN ? before.consecutiveFailures() + 1 : 0,
                        Optional.ofNullable(cause)));
    }

    private Health change(Health now) {
        Health before = health;
        health = now;
        if (now.status() != before.status()) {
            changed.accept(before, now);
        }
        return now;
    }

    private static Health unchecked(Status status) {
        return new Health(
                status, Instant.now(), Optional.empty(), Duration.ZERO, 0, Optional.empty());
    }
}
