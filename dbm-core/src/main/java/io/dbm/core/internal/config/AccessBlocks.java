package io.dbm.core.internal.config;

import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.core.internal.settings.Section;
import io.dbm.spi.AccessAdapter;
import java.util.Set;
import java.util.TreeSet;

/** The blocks of settings that access adapters have, in a connection and for all of them. */
final class AccessBlocks {

    private AccessBlocks() {}

    static Set<String> ids(PluginRegistry plugins) {
        Set<String> ids = new TreeSet<>();
        for (AccessAdapter<?> adapter : plugins.adapters()) {
            ids.add(adapter.id());
        }
        return ids;
    }

    static void checkKeys(Section parent, AccessAdapter<?> adapter, PluginRegistry plugins) {
        UnknownKeys.check(
                parent.nested(adapter.id()), LayeredSettings.names(adapter.settings()), plugins);
    }
}
