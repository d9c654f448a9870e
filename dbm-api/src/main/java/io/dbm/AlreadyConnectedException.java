package io.dbm;

/**
 * {@link DatabaseManager#connect()} was called a second time.
 *
 * @since 0.1.0
 */
public final class AlreadyConnectedException extends DbmException {

    private static final long serialVersionUID = 1L;

    /** Makes the error. */
    public AlreadyConnectedException() {
        super(
                "connect() was called already: a manager connects once, and reconnect() replaces a"
                        + " connection's pool",
                null);
    }
}
