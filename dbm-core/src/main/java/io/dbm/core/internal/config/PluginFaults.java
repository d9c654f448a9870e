package io.dbm.core.internal.config;

import io.dbm.core.internal.plugin.ContextLoader;
import io.dbm.core.internal.plugin.Misfit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Catches what a plugin throws that breaks its word. */
final class PluginFaults {

    private PluginFaults() {}

    /**
     * Lets a plugin read its settings.
     *
     * @param fault hears what to say if it throws; the plugin's own message, which may hold a
     *     secret, is not part of that
     */
    static <T> Optional<T> caught(Class<?> plugin, Supplier<T> configure, Consumer<String> fault) {
        try (ContextLoader its = ContextLoader.of(plugin)) {
            return Optional.of(configure.get());
        } catch (Throwable e) { // of Kotlin's and Groovy's methods any may throw a checked one
            fault.accept(
                    Misfit.of(plugin, e)
                            .orElseGet(
                                    () ->
                                            describe(
                                                    plugin,
                                                    "failed with " + e.getClass().getName())));
            return Optional.empty();
        }
    }

    /** Says what a plugin did that no user can mend. */
    static String describe(Class<?> plugin, String what) {
        return "the plugin " + plugin.getName() + " " + what + "; this is a fault of the plugin";
    }
}
