package io.dbm.core.internal.config;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;

/**
 * An access layer on one connection, read and checked.
 *
 * @param adapter its plugin
 * @param layer what the plugin made of the connection's settings
 */
public record ConfiguredLayer<A>(AccessAdapter<A> adapter, AccessLayer<A> layer) {}
