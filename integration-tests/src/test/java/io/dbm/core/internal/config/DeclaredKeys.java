package io.dbm.core.internal.config;

import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.SettingKey;
import io.dbm.spi.StandardKeys;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys that the code declares, some of which only their own package sees. */
public final class DeclaredKeys {

    private static final PluginRegistry PLUGINS =
            PluginRegistry.find(List.of(DeclaredKeys.class.getClassLoader()));

    /** The path of what names a plugin that brings credentials. */
    static final String CREDENTIALS_PROVIDER =
            CommonKeys.CREDENTIALS + "." + CommonKeys.CREDENTIALS_PROVIDER.name();

    private DeclaredKeys() {}

    /** Returns the names of those of dbm, of these types and of the access layers. */
    public static Set<String> of(Collection<String> types) {
        Set<String> keys =
                Stream.of(
                                CommonKeys.GLOBAL,
                                CommonKeys.CONNECTION,
                                CommonKeys.INHERITED,
                                StandardKeys.all())
                        .flatMap(List::stream)
                        .map(SettingKey::name)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        keys.add(CREDENTIALS_PROVIDER);
        PLUGINS.providers().stream()
                .filter(provider -> types.contains(provider.type()))
                .forEach(
                        provider -> {
                            provider.settings().forEach(key -> keys.add(key.name()));
                            keys.addAll(provider.unsupportedKeys().keySet());
                        });
        PLUGINS.adapters().stream()
                .map(AccessAdapter::id)
                .sorted(Comparator.naturalOrder())
                .forEach(layer -> keys.addAll(ofLayer(layer)));
        return keys;
    }

    /** Returns the paths of those in an access layer's block. */
    public static List<String> ofLayer(String id) {
        return PLUGINS.adapters().stream()
                .filter(adapter -> adapter.id().equals(id))
                .flatMap(adapter -> adapter.settings().stream())
                .map(key -> id + "." + key.name())
                .toList();
    }
}
