package io.dbm;

import org.jspecify.annotations.Nullable;

/**
 * A transaction cannot be used in this way: it has ended, belongs to another thread, or cannot give
 * what was asked of it.
 *
 * @since 0.1.0
 */
public final class TransactionMisuseException extends DbmException {

    private static final long serialVersionUID = 1L;

    /** Makes an error that says what was asked and what to do. */
    public TransactionMisuseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
