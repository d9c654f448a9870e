package io.dbm.core.internal.config;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import java.util.Map;

/**
 * An access layer on one connection, read and checked.
 *
 * @param adapter its plugin
 * @param layer what the plugin made of the connection's settings
 * @param written those settings, by key, and those of the connection that the plugin has read
 */
public record ConfiguredLayer<A>(
        AccessAdapter<A> adapter, AccessLayer<A> layer, Map<String, Object> written) {

    /** Whether one layer would do for both. */
    public boolean isSameAs(ConfiguredLayer<?> other) {
        return other.adapter == adapter && other.written.equals(written);
    }

    /** Shows no setting. */
    @Override
    public String toString() {
        return adapter.id();
    }
}
