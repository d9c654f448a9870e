package io.dbm.it.chaos;

import java.time.Duration;

/**
 * The settings of a run that bound how long anybody waits.
 *
 * @param transaction the limit of a transaction that has one
 */
record Limits(
        Duration acquire,
        Duration query,
        Duration connect,
        Duration transaction,
        Duration shutdown,
        int attempts,
        Duration retryPause) {

    /** How much longer than its limit a statement takes if nothing is heard any more. */
    static final Duration GRACE = Duration.ofMillis(1500);

    static final Limits SHORT =
            new Limits(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(1500),
                    Duration.ofSeconds(1),
                    2,
                    Duration.ofMillis(100));

    /** Returns them as they stand in a configuration. */
    String settings() {
        return """
                acquire-timeout = %dms
                query-timeout = %dms
                connect-timeout = %dms
                shutdown-timeout = %dms
                retry-attempts = %d
                retry-delay = %dms
                retry-max-delay = %dms
                """
                .formatted(
                        acquire.toMillis(),
                        query.toMillis(),
                        connect.toMillis(),
                        shutdown.toMillis(),
                        attempts,
                        retryPause.toMillis(),
                        retryPause.toMillis());
    }
}
