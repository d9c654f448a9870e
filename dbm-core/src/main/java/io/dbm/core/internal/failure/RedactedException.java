package io.dbm.core.internal.failure;

import org.jspecify.annotations.Nullable;

/** Stands for an exception that held a secret, and prints as one of its type. */
final class RedactedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String original;

    RedactedException(@Nullable String message, Throwable original) {
        super(message);
        this.original =
                original instanceof RedactedException redacted
                        ? redacted.original
                        : original.getClass().getName();
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the type is that of the original
    public String toString() {
        return getMessage() == null ? original : original + ": " + getMessage();
    }
}
