package io.dbm;

import java.util.Collection;

/**
 * No connection has that name.
 *
 * @since 0.1.0
 */
public final class ConnectionNotFoundException extends DbmException {

    private static final long serialVersionUID = 1L;

    /** Makes an error that lists the names there are. */
    public ConnectionNotFoundException(String name, Collection<String> known) {
        super(
                "there is no connection '"
                        + name
                        + "'; "
                        + (known.isEmpty()
                                ? "none is configured"
                                : "there are: " + String.join(", ", known)),
                null);
    }
}
