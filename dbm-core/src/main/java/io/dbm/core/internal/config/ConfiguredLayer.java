package io.dbm.core.internal.config;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import java.util.List;
import java.util.Map;

/**
 * An access layer on one connection, read and checked.
 *
 * @param adapter its plugin
 * @param layer what the plugin made of the connection's settings
 * @param written those settings, by key
 */
public record ConfiguredLayer<A>(
        AccessAdapter<A> adapter, AccessLayer<A> layer, Map<String, Object> written) {

    /** Returns the one among former layers that was configured in the same way, or else this. */
    public ConfiguredLayer<?> orSameOf(List<ConfiguredLayer<?>> former) {
        for (ConfiguredLayer<?> each : former) {
            if (each.adapter == adapter && each.written.equals(written)) {
                return each;
            }
        }
        return this;
    }

    /** Shows no setting. */
    @Override
    public String toString() {
        return adapter.id();
    }
}
