package io.dbm.spi;

import org.jspecify.annotations.Nullable;

/**
 * A ping found the database alive but could get no connection to it: the pool, or the server,
 * admits no further one. The connection is then reported as degraded, not as down.
 *
 * @since 0.1.0
 */
public final class PoolExhaustedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes the error; the message must hold no secret. */
    public PoolExhaustedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
