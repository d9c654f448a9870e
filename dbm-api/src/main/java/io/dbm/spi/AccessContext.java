package io.dbm.spi;

import java.util.Optional;

/**
 * What dbm gives an access layer that is opened. Only dbm implements it.
 *
 * @since 0.1.0
 */
public interface AccessContext {

    /** Returns the connection's name, as written. */
    String connection();

    /**
     * Returns the connection's client: a handle that stays valid when the pool beneath is replaced.
     *
     * @param type the adapter's {@link AccessAdapter#clientType()}
     */
    <C> C client(Class<C> type);

    /** Returns what the application handed to the builder under that type, if anything. */
    <T> Optional<T> service(Class<T> type);
}
