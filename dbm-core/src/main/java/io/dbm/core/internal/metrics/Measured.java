package io.dbm.core.internal.metrics;

import io.dbm.core.internal.connection.DefaultNamedConnection;

/**
 * A connection whose figures are exported.
 *
 * @param timings whether how long it is waited for and used is among them
 */
public record Measured(DefaultNamedConnection connection, boolean timings) {}
