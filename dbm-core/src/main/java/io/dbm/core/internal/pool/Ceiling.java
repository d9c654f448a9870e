package io.dbm.core.internal.pool;

/**
 * How many JDBC connections a pool lends at once, and where that is set.
 *
 * @param setting its name
 * @param value the most
 */
public record Ceiling(String setting, int value) {

    /** Of what has none, or does not tell. */
    static final Ceiling NONE = new Ceiling("", Integer.MAX_VALUE);
}
