package io.dbm.provider.mongo;

import io.dbm.spi.FailureKind;
import org.jspecify.annotations.Nullable;

/** A client could not be opened; the message says why without the driver's detail. */
final class OpeningException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    OpeningException(String message, FailureKind kind) {
        this(message, kind, null);
    }

    OpeningException(String message, FailureKind kind, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    FailureKind kind() {
        return kind;
    }
}
