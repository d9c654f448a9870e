package io.dbm.core.internal.config;

import io.dbm.core.internal.plugin.Artifacts;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.core.internal.settings.Section;
import io.dbm.core.internal.settings.Suggestions;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.StandardKeys;
import java.util.Collection;
import java.util.List;

/** Finds keys that nobody understands, and says what they may have been meant to be. */
final class UnknownKeys {

    private UnknownKeys() {}

    static void check(Section section, Collection<String> known, PluginRegistry plugins) {
        for (Section.Entry entry : section.entries()) {
            if (!known.contains(entry.key())) {
                section.problem(entry.key(), message(entry.written(), entry.key(), known, plugins));
            }
        }
    }

    private static String message(
            String written, String key, Collection<String> known, PluginRegistry plugins) {
        List<String> types =
                plugins.providers().stream()
                        .filter(
                                provider ->
                                        LayeredSettings.names(provider.settings()).contains(key))
                        .map(DatabaseProvider::type)
                        .distinct()
                        .sorted()
                        .toList();
        if (!types.isEmpty()) {
            return "does not apply here: '" + written + "' is a key of " + String.join(", ", types);
        }
        if (LayeredSettings.names(StandardKeys.all()).contains(key)) {
            return "does not apply here: no provider of this connection's type understands it";
        }
        return Artifacts.of(key)
                .map(artifact -> "needs " + artifact + " on the class path")
                .orElseGet(() -> "unknown key" + Suggestions.didYouMean(written, known));
    }
}
