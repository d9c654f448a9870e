package io.dbm.spi;

/**
 * One connection, as configured. Only dbm implements it.
 *
 * @since 0.1.0
 */
public interface ConnectionSpec {

    /** Returns the connection's name, as written. */
    String name();

    /** Returns the connection's settings, to read and to complain about. */
    Settings settings();

    /** Returns the pool limits and timeouts that hold for the connection. */
    Limits limits();

    /**
     * States the user and password that a {@code dsn} brings, for what the keys {@code user} and
     * {@code password} leave out.
     */
    void defaultCredentials(Credentials credentials);
}
