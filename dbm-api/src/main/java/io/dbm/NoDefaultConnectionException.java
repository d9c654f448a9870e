package io.dbm;

import java.util.Collection;

/**
 * The default connection was asked for, and none is set.
 *
 * @since 0.1.0
 */
public final class NoDefaultConnectionException extends DbmException {

    private static final long serialVersionUID = 1L;

    /** Makes an error that lists the names to choose from. */
    public NoDefaultConnectionException(Collection<String> known) {
        super(
                "no default connection is set: write dbmanager.default-connection or call"
                        + " setDefaultConnection; "
                        + (known.isEmpty()
                                ? "none is configured"
                                : "there are: " + String.join(", ", known)),
                null);
    }
}
