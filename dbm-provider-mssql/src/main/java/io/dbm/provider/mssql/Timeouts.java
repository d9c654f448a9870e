package io.dbm.provider.mssql;

import java.time.Duration;

/**
 * Durations in the driver's units, rounded up: a short limit must not become none, which is zero.
 */
final class Timeouts {

    private Timeouts() {}

    /** Returns whole milliseconds, at most those of an {@code int}: about 24 days. */
    static int millis(Duration duration) {
        return (int) Math.min(duration.plusNanos(999_999).toMillis(), Integer.MAX_VALUE);
    }

    /** Returns whole seconds, at most those that the driver can turn into milliseconds. */
    static int seconds(Duration duration) {
        return (int)
                Math.min(duration.plusNanos(999_999_999).toSeconds(), Integer.MAX_VALUE / 1000);
    }
}
