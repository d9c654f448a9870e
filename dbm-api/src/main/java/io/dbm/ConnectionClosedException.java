package io.dbm;

/**
 * A connection was used after its manager was closed, or while it was closing.
 *
 * @since 0.1.0
 */
public final class ConnectionClosedException extends DbmException {

    private static final long serialVersionUID = 1L;

    /** Makes an error of what was closed: a connection, or the manager. */
    public ConnectionClosedException(String what) {
        super(what + " is closed: load a fresh manager to go on", null);
    }
}
