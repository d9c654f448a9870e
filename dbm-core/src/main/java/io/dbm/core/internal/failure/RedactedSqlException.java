package io.dbm.core.internal.failure;

import io.dbm.spi.FailureKind;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Stands for an exception of a driver that held a secret, and prints as one of its type. */
final class RedactedSqlException extends SQLException {

    private static final long serialVersionUID = 1L;

    private final String original;
    private final FailureKind kind;

    RedactedSqlException(@Nullable String message, SQLException original, FailureKind kind) {
        super(message, original.getSQLState(), original.getErrorCode());
        this.original = original.getClass().getName();
        this.kind = kind;
    }

    /** Returns what kind of failure the original was. */
    FailureKind kind() {
        return kind;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the type is that of the original
    public String toString() {
        return getMessage() == null ? original : original + ": " + getMessage();
    }
}
