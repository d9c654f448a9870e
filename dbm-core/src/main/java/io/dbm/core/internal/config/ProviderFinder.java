package io.dbm.core.internal.config;

import io.dbm.PluginInfo.Kind;
import io.dbm.core.internal.plugin.Artifacts;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.core.internal.settings.Section;
import io.dbm.core.internal.settings.Suggestions;
import io.dbm.spi.DatabaseProvider;
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
        LayeredSettings settings = new LayeredSettings(CommonKeys.CONNECTION, section);
        if (!section.has(CommonKeys.TYPE.name())) {
            section.problem(
                    CommonKeys.TYPE.name(),
                    "is missing: say which database this is" + whatThereIs());
            return Optional.empty();
        }
        Optional<String> type = settings.get(CommonKeys.TYPE);
        return type.isPresent() ? find(type.get(), settings) : Optional.empty();
    }

    private Optional<DatabaseProvider> find(String type, LayeredSettings settings) {
        Optional<String> conflict = plugins.conflict(Kind.PROVIDER, type);
        if (conflict.isPresent()) {
            settings.reject(CommonKeys.TYPE, conflict.get());
            return Optional.empty();
        }
        Optional<DatabaseProvider> provider = plugins.provider(type);
        if (provider.isEmpty()) {
            settings.reject(
                    CommonKeys.TYPE,
                    plugins.failure(Kind.PROVIDER, type).orElseGet(() -> noProvider(type)));
        }
        return provider;
    }

    private String noProvider(String type) {
        return Artifacts.of(type)
                        .map(it -> "no provider for '" + type + "': add " + it)
                        .orElseGet(
                                () ->
                                        Suggestions.none(
                                                "provider", type, plugins.names(Kind.PROVIDER)))
                + whatThereIs();
    }

    private String whatThereIs() {
        return plugins.listed(Kind.PROVIDER, "provider")
                + plugins.failures().stream()
                        .map(failure -> "; " + failure)
                        .collect(Collectors.joining());
    }
}
