package io.dbm.benchmarks.peer;

import javax.sql.DataSource;

/**
 * What is borrowed from.
 *
 * @param owner is closed after that
 */
public record Opened(DataSource dataSource, AutoCloseable owner) {}
