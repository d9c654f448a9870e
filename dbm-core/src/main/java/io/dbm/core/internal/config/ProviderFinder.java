package io.dbm.core.internal.config;

import io.dbm.PluginInfo.Kind;
import io.dbm.core.internal.plugin.Artifacts;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.spi.DatabaseProvider;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the provider that a connection's type names, or says what to do about it. */
final class ProviderFinder {

    private final PluginRegistry plugins;
    private final Section section;

    ProviderFinder(PluginRegistry plugins, Section section) {
        this.plugins = plugins;
        this.section = section;
    }

    Optional<DatabaseProvider> find() {
        List<String> types =
                plugins.providers().stream()
                        .map(DatabaseProvider::type)
                        .distinct()
                        .sorted()
                        .toList();
        String found =
                (types.isEmpty()
                                ? "; no provider is on the class path"
                                : "; on the class path: " + String.join(", ", types))
                        + plugins.failures().stream()
                                .map(failure -> "; " + failure)
                                .collect(Collectors.joining());
        LayeredSettings settings = new LayeredSettings(CommonKeys.CONNECTION, section);
        if (!section.has(CommonKeys.TYPE.name())) {
            section.problem(
                    CommonKeys.TYPE.name(), "is missing: say which database this is" + found);
            return Optional.empty();
        }
        Optional<String> type = settings.get(CommonKeys.TYPE);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> conflict = plugins.conflict(Kind.PROVIDER, type.get());
        if (conflict.isPresent()) {
            settings.reject(CommonKeys.TYPE, conflict.get());
            return Optional.empty();
        }
        Optional<DatabaseProvider> provider =
                plugins.providers().stream()
                        .filter(candidate -> candidate.type().equals(type.get()))
                        .findFirst();
        if (provider.isEmpty()) {
            settings.reject(
                    CommonKeys.TYPE,
                    Artifacts.of(type.get())
                                    .map(it -> "no provider for '" + type.get() + "': add " + it)
                                    .orElse(Suggestions.none("provider", type.get(), types))
                            + found);
        }
        return provider;
    }
}
