package io.dbm;

/**
 * The figures of one connection.
 *
 * @param name the connection
 * @param type its type
 * @param health what its latest check found
 * @param pool its pool
 * @since 0.1.0
 */
public record ConnectionStats(String name, String type, Health health, PoolStats pool) {}
