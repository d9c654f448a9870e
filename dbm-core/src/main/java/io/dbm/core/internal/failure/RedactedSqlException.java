package io.dbm.core.internal.failure;

import io.dbm.spi.FailureKind;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands for an exception of a driver that held a secret, and prints as one of its type. */
final class RedactedSqlException extends SQLException {

    private static final long serialVersionUID = 1L;

    private final String original;
    private final FailureKind kind;

    RedactedSqlException(
            @Nullable String message,
            SQLException original,
            Function<SQLException, FailureKind> kind) {
        super(message, original.getSQLState(), original.getErrorCode());
        if (original instanceof RedactedSqlException redacted) {
            this.original = redacted.original;
            this.kind = redacted.kind;
        } else {
            this.original = original.getClass().getName();
            this.kind = kind.apply(original);
        }
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
