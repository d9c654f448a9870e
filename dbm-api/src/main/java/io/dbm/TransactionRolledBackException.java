package io.dbm;

import org.jspecify.annotations.Nullable;

/**
 * The work of a transaction returned, and the transaction was rolled back all the same; nothing was
 * changed.
 *
 * @since 0.1.0
 */
public final class TransactionRolledBackException extends DbmException {

    private static final long serialVersionUID = 1L;

    /** Makes an error that says why, with what had failed. */
    public TransactionRolledBackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
