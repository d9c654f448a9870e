package io.dbm;

import java.sql.SQLException;

/**
 * A statement of {@link Database} failed; the cause is the driver's exception.
 *
 * @since 0.1.0
 */
public final class DataAccessException extends DbmException {

    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    /** Makes an error of that failure. */
    public DataAccessException(String message, SQLException cause) {
        super(message, cause);
        failure = cause;
    }

    /** Returns the driver's exception. */
    @Override
    public synchronized SQLException getCause() {
        return failure;
    }
}
