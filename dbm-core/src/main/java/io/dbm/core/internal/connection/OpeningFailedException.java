package io.dbm.core.internal.connection;

import org.jspecify.annotations.Nullable;

/** A connection could not be opened, whatever was tried. */
public final class OpeningFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean mayPass;

    OpeningFailedException(String message, @Nullable Throwable cause, boolean mayPass) {
        super(message, cause);
        this.mayPass = mayPass;
    }

    /** Whether another attempt may succeed. */
    boolean mayPass() {
        return mayPass;
    }
}
