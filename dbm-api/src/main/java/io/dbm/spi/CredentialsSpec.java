package io.dbm.spi;

import java.util.Optional;

/**
 * A connection whose credentials a plugin is to bring, as configured. Only dbm implements it.
 *
 * @since 0.1.0
 */
public interface CredentialsSpec {

    /** Returns the connection's name, as written. */
    String connection();

    /** Returns the settings in the {@code credentials} block, to read and to complain about. */
    Settings settings();

    /**
     * Returns the value of one of the connection's own keys, such as {@code host} or {@code user};
     * empty if it has none, or its provider does not declare the key.
     */
    <T> Optional<T> connectionSetting(SettingKey<T> key);
}
