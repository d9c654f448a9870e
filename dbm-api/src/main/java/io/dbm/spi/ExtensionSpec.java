package io.dbm.spi;

/**
 * An extension of a manager, as configured. Only dbm implements it.
 *
 * @since 0.1.0
 */
public interface ExtensionSpec {

    /** Returns the settings in the extension's block, to read and to complain about. */
    Settings settings();

    /** Returns the class loader that sees the application's classes and resources. */
    ClassLoader classLoader();
}
