package io.dbm;

/**
 * A connection was used before {@link DatabaseManager#connect()} had opened it.
 *
 * @since 0.1.0
 */
public final class NotConnectedException extends DbmException {

    private static final long serialVersionUID = 1L;

    /** Makes an error for that connection. */
    public NotConnectedException(String name) {
        super(
                "connection '" + name + "' is not open yet: call DatabaseManager.connect() first",
                null);
    }
}
