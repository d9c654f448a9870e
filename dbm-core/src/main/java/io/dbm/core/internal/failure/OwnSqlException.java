package io.dbm.core.internal.failure;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Something about a driver that dbm has found out and says itself. */
public final class OwnSqlException extends SQLException implements OwnWords {

    private static final long serialVersionUID = 1L;

    /** Says what happened. */
    public OwnSqlException(String message, @Nullable String sqlState, @Nullable Throwable cause) {
        super(message, sqlState, cause);
    }

    /** The class tells an application nothing. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // prints as what it is to an application
    public String toString() {
        return SQLException.class.getName() + ": " + getMessage();
    }
}
