package io.dbm.core.internal.connection;

import org.jspecify.annotations.Nullable;

/** A connection could not be opened, whatever was tried. */
public final class OpeningFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    OpeningFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
