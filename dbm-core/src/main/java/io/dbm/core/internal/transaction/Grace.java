package io.dbm.core.internal.transaction;

import java.time.Duration;

/**
 * How much longer than its time a transaction may take, to cancel and to roll back: one span for
 * all of its steps, and for the transactions that it has waited for.
 */
final class Grace {

    /** Short of the 1.5 s within which a caller is told. */
    private static final Duration ALL = Duration.ofMillis(1300);

    private long left = ALL.toNanos();

    synchronized long leftNanos() {
        return Math.max(0, left);
    }

    synchronized void spend(long nanos) {
        left -= nanos;
    }
}
