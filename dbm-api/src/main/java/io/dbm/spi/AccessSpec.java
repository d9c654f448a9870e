package io.dbm.spi;

import java.util.Optional;

/**
 * An access layer on one connection, as configured. Only dbm implements it.
 *
 * @since 0.1.0
 */
public interface AccessSpec {

    /** Returns the connection's name, as written. */
    String connection();

    /** Returns the {@code type} of the connection's database, such as {@code postgres}. */
    String type();

    /** Returns the settings in the access layer's block, to read and to complain about. */
    Settings settings();

    /**
     * Returns the value of one of the connection's own keys, such as {@code database}; empty if it
     * has none, or its provider does not declare the key.
     */
    <T> Optional<T> connectionSetting(SettingKey<T> key);

    /** Returns the class loader that sees the application's classes and resources. */
    ClassLoader classLoader();
}
