package io.dbm.spi;

import io.dbm.DatabaseManager;
import java.util.List;
import java.util.Optional;

/**
 * What dbm gives an extension that is started; valid and safe for use from many threads as long as
 * the extension runs. Only dbm implements it.
 *
 * @since 0.1.0
 */
public interface ExtensionContext {

    /** Returns the manager, whose connections may not be open yet. */
    DatabaseManager manager();

    /**
     * Returns every setting that holds now, in the order of the connections' names: first those of
     * no connection. No secret is in it, nor what a {@code dsn} says, which may be one.
     */
    List<EffectiveSetting> configuration();

    /** Returns what the application handed to the builder under that type, if anything. */
    <T> Optional<T> service(Class<T> type);
}
