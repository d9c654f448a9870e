package io.dbm.core.internal.plugin;

import io.dbm.PluginInfo.Kind;
import java.util.Optional;

/**
 * A plugin that was found and is of no use: an error only where it is asked for.
 *
 * @param kind what it would bring, if known
 * @param id what it would go by, if known
 * @param folder the jar or folder of jars that it is from, in a folder of plugins
 * @param message which plugin, why, and what to do
 */
record PluginFailure(
        Optional<Kind> kind, Optional<String> id, Optional<String> folder, String message) {

    static PluginFailure of(String message) {
        return new PluginFailure(Optional.empty(), Optional.empty(), Optional.empty(), message);
    }

    PluginFailure in(String unit) {
        return new PluginFailure(kind, id, Optional.of(unit), message);
    }

    PluginFailure of(Kind brings, Optional<String> name) {
        return new PluginFailure(Optional.of(brings), name, folder, message);
    }
}
