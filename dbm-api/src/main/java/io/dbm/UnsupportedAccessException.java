package io.dbm;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection was asked for an access layer that does not fit its database, or is not installed.
 *
 * @since 0.1.0
 */
public final class UnsupportedAccessException extends DbmException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Class<?> required;

    @SuppressWarnings("serial") // a List.copyOf of classes
    private final List<Class<?>> offered;

    /**
     * Makes an error.
     *
     * @param message what was asked for, what there is, and what to do
     * @param required the client that the access layer stands on, if dbm knows the layer
     * @param offered what the connection can be accessed with
     */
    public UnsupportedAccessException(
            String message, Optional<Class<?>> required, List<Class<?>> offered) {
        super(message, null);
        this.required = required.orElse(null);
        this.offered = List.copyOf(offered);
    }

    /**
     * Returns the client that the access layer stands on: {@code DataSource.class} if the call
     * needs a SQL database, {@code MongoClient.class} if it needs MongoDB. Empty if no installed
     * plugin offers the access layer.
     */
    public Optional<Class<?>> requiredClient() {
        return Optional.ofNullable(required);
    }

    /** Returns what the connection can be accessed with. */
    public List<Class<?>> offered() {
        return offered;
    }
}
