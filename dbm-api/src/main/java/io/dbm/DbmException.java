package io.dbm;

import org.jspecify.annotations.Nullable;

/**
 * The root of every error that dbm throws; no message of one ever holds a secret.
 *
 * @since 0.1.0
 */
public abstract class DbmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For dbm's own errors. */
    protected DbmException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
