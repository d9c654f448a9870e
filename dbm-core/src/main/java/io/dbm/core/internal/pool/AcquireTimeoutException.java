package io.dbm.core.internal.pool;

import io.dbm.core.internal.failure.OwnWords;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** No JDBC connection was free in time. */
final class AcquireTimeoutException extends SQLTransientConnectionException implements OwnWords {

    private static final long serialVersionUID = 1L;

    AcquireTimeoutException(String message, @Nullable String sqlState, @Nullable Throwable cause) {
        super(message, sqlState, cause);
    }
}
