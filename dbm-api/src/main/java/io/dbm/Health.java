package io.dbm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the latest check of a connection found.
 *
 * @param status whether it can be used
 * @param since when it got this status
 * @param checkedAt when it was last checked, if it ever was
 * @param checkDuration how long that check took
 * @param consecutiveFailures how many checks in a row found it {@link Status#DOWN}
 * @param cause why it is not {@link Status#UP}, without secrets
 * @since 0.1.0
 */
public record Health(
        Status status,
        Instant since,
        Optional<Instant> checkedAt,
        Duration checkDuration,
        int consecutiveFailures,
        Optional<String> cause) {

    /** Whether the database answers. */
    public boolean isAlive() {
        return status == Status.UP || status == Status.DEGRADED;
    }

    /** Whether a connection can be used. */
    public enum Status {
        /** Nothing was opened yet: before {@code connect()}, or before its first use. */
        NOT_CONNECTED,
        /** The database answers. */
        UP,
        /**
         * The database answers, but the pool is exhausted (all its connections are in use, and
         * callers wait for one, or have waited in vain since the check before), or the answer took
         * more than half of {@code connect-timeout}.
         */
        DEGRADED,
        /** The database does not answer. */
        DOWN,
        /** The manager was closed. */
        CLOSED
    }
}
