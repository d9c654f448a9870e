package io.dbm.core.internal.config;

import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the fault of a plugin that breaks its word, and throws, to the connection that uses it. */
final class PluginFaults {

    private PluginFaults() {}

    /** The plugin's own message is not shown: it may hold a secret. */
    static <T> Optional<T> caught(Section connection, Class<?> plugin, Supplier<T> configure) {
        try {
            return Optional.of(configure.get());
        } catch (RuntimeException | LinkageError e) {
            connection.problem(
                    CommonKeys.TYPE.name(),
                    "the plugin "
                            + plugin.getName()
                            + " failed with "
                            + e.getClass().getName()
                            + "; this is a fault of the plugin");
            return Optional.empty();
        }
    }
}
