package io.dbm.spi;

/** An access layer on one connection, as configured. Only dbm implements it. */
public interface AccessSpec {

    /** Returns the connection's name, as written. */
    String connection();

    /** Returns the settings in the access layer's block, to read and to complain about. */
    Settings settings();

    /** Returns the class loader that sees the application's classes and resources. */
    ClassLoader classLoader();
}
