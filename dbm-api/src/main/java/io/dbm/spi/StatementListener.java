package io.dbm.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * Hears what callers run on a client that has a pool of its own, and logs what is to be logged.
 * Safe for use from many threads; neither blocks nor throws.
 *
 * @since 0.1.0
 */
public interface StatementListener {

    /** Hears nothing. */
    StatementListener NONE =
            new StatementListener() {
                @Override
                public boolean isActive() {
                    return false;
                }

                @Override
                public void ran(String command, Duration took, Optional<Throwable> failure) {}
            };

    /** Whether anything may be logged of the backend that is opened; does not change. */
    boolean isActive();

    /**
     * Hears of what has run.
     *
     * @param command what it does, and to what; no values, since these may be personal or secret
     * @param failure why it failed, if it did; only its class is logged
     */
    void ran(String command, Duration took, Optional<Throwable> failure);
}
