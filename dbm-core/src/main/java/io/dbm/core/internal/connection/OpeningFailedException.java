package io.dbm.core.internal.connection;

import io.dbm.spi.FailureKind;
import org.jspecify.annotations.Nullable;

/** A connection could not be opened, whatever was tried. */
public final class OpeningFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final FailureKind kind;
    private final boolean mayPass;

    /** Nobody has failed: it was given up. */
    OpeningFailedException(String why) {
        this(why, why, FailureKind.OTHER, null, true);
    }

    /**
     * What ended the last attempt.
     *
     * @param message the reason, and what was tried
     */
    OpeningFailedException(
            String message,
            String reason,
            FailureKind kind,
            @Nullable Throwable cause,
            boolean mayPass) {
        super(message, cause);
        this.reason = reason;
        this.kind = kind;
        this.mayPass = mayPass;
    }

    /** Returns why the last attempt failed, without secrets. */
    public String reason() {
        return reason;
    }

    /** Returns what kind of failure ended the last attempt. */
    public FailureKind kind() {
        return kind;
    }

    /** Whether another attempt may succeed. */
    boolean mayPass() {
        return mayPass;
    }
}
