package io.dbm.provider.postgres;

import java.sql.SQLNonTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** The server is not who it should be, and another attempt will find the same one. */
final class UntrustedServerException extends SQLNonTransientConnectionException {

    private static final long serialVersionUID = 1L;

    UntrustedServerException(String message, @Nullable Throwable cause) {
        super(message, ServerIdentity.STATE, cause);
    }
}
