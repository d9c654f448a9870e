package io.dbm.core.internal.config;

import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.Limits;
import io.dbm.spi.SettingKey;
import io.dbm.spi.StandardKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads and checks one connection, with the help of its provider and of the access adapters. */
final class ConnectionReader {

    private final PluginRegistry plugins;
    private final ClassLoader classLoader;
    private final Section global;
    private final String name;
    private final Section section;

    ConnectionReader(
            PluginRegistry plugins,
            ClassLoader classLoader,
            Section global,
            String name,
            Section section) {
        this.plugins = plugins;
        this.classLoader = classLoader;
        this.global = global;
        this.name = name;
        this.section = section;
    }

    Optional<ConnectionConfig> read() {
        Optional<DatabaseProvider> provider = new ProviderFinder(plugins, section).find();
        checkKeys(provider);
        LayeredSettings settings = settings(provider);
        checkName(settings);
        Limits limits = LimitsReader.limits(settings);
        RetryPolicy retry = LimitsReader.retry(settings);
        rejectWhatIsNotThereYet(settings);
        if (provider.isEmpty()) {
            return Optional.empty();
        }
        ProviderSpec spec = new ProviderSpec(name, settings, limits);
        Optional<Connector> connector =
                PluginFaults.caught(
                        provider.get().getClass(),
                        () -> provider.get().configure(spec),
                        fault -> section.problem(CommonKeys.TYPE.name(), fault));
        provider.get().settings().forEach(settings::get); // so that no wrong value passes unread
        LayersReader access =
                new LayersReader(plugins, classLoader, global, name, section, provider.get());
        List<ConfiguredLayer<?>> layers = access.layers();
        Optional<ConfiguredLayer<?>> defaultAccess = access.defaultAccess(settings, layers);
        return connector.map(
                opens ->
                        new ConnectionConfig(
                                name,
                                provider.get().type(),
                                provider.get().clientType(),
                                settings.get(CommonKeys.TAGS).orElse(java.util.Map.of()),
                                limits,
                                settings.valueOf(CommonKeys.SHUTDOWN_TIMEOUT),
                                retry,
                                settings.valueOf(CommonKeys.HEALTH_CHECK_INTERVAL),
                                settings.valueOf(CommonKeys.ENABLE_AUTO_RECONNECT),
                                settings.valueOf(CommonKeys.ENABLE_LOGGING),
                                spec.credentials(provider.get()),
                                spec.redaction(provider.get()),
                                opens,
                                layers,
                                defaultAccess));
    }

    private void checkKeys(Optional<DatabaseProvider> provider) {
        Set<String> known = new TreeSet<>(AccessBlocks.ids(plugins));
        CommonKeys.CONNECTION.forEach(key -> known.add(key.name()));
        CommonKeys.INHERITED.forEach(key -> known.add(key.name()));
        if (provider.isPresent()) {
            provider.get().settings().forEach(key -> known.add(key.name()));
        } else {
            StandardKeys.all().forEach(key -> known.add(key.name()));
            plugins.providers()
                    .forEach(each -> each.settings().forEach(key -> known.add(key.name())));
        }
        UnknownKeys.check(section, known, plugins);
    }

    private LayeredSettings settings(Optional<DatabaseProvider> provider) {
        List<SettingKey<?>> declared = new ArrayList<>(CommonKeys.CONNECTION);
        declared.addAll(CommonKeys.INHERITED);
        Set<String> inherited = new TreeSet<>();
        CommonKeys.INHERITED.forEach(key -> inherited.add(key.name()));
        Section typeDefaults = section.only(Set.of());
        if (provider.isPresent()) {
            declared.addAll(provider.get().settings());
            refuseKeysOfDbm(provider.get());
            typeDefaults =
                    section.defaults(
                            "the defaults of " + provider.get().getClass().getName(),
                            provider.get().defaults());
            UnknownKeys.check(typeDefaults, inherited, plugins);
        }
        return new LayeredSettings(declared, section, typeDefaults, global.only(inherited));
    }

    private void refuseKeysOfDbm(DatabaseProvider provider) {
        Set<String> own = new TreeSet<>();
        CommonKeys.CONNECTION.forEach(key -> own.add(key.name()));
        CommonKeys.INHERITED.forEach(key -> own.add(key.name()));
        provider.settings().stream()
                .map(SettingKey::name)
                .filter(own::contains)
                .forEach(
                        key ->
                                section.problem(
                                        CommonKeys.TYPE.name(),
                                        "the plugin "
                                                + provider.getClass().getName()
                                                + " declares '"
                                                + key
                                                + "', which is dbm's own key; this is a fault of"
                                                + " the plugin"));
    }

    private void checkName(LayeredSettings settings) {
        settings.get(CommonKeys.NAME)
                .filter(written -> !written.equals(name))
                .ifPresent(
                        written ->
                                settings.reject(
                                        CommonKeys.NAME,
                                        "must equal the connection's key '"
                                                + name
                                                + "', not '"
                                                + written
                                                + "'; leave it out"));
    }

    private static void rejectWhatIsNotThereYet(LayeredSettings settings) {
        for (SettingKey<Boolean> key :
                List.of(CommonKeys.ENABLE_METRICS, CommonKeys.ENABLE_TRACING)) {
            if (settings.get(key).orElse(false)) {
                settings.reject(key, "this version of dbm does not have it yet; leave it out");
            }
        }
    }
}
