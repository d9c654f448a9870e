package io.dbm.core.internal.config;

import io.dbm.PluginInfo.Kind;
import io.dbm.core.internal.plugin.Artifacts;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.core.internal.settings.Section;
import io.dbm.core.internal.settings.Suggestions;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.EffectiveSetting;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Reads and checks the access layers of one connection. */
final class LayersReader {

    private final PluginRegistry plugins;
    private final ClassLoader classLoader;
    private final Section global;
    private final String name;
    private final Section section;
    private final DatabaseProvider provider;
    private final LayeredSettings connectionSettings;

    /** What went wrong in a plugin, by its id: an error only where the plugin is asked for. */
    private final Map<String, String> faults = new HashMap<>();

    private final List<Secret> secrets = new ArrayList<>();
    private final EffectiveSettings effective;

    LayersReader(
            PluginRegistry plugins,
            ClassLoader classLoader,
            Section global,
            String name,
            Section section,
            DatabaseProvider provider,
            LayeredSettings connectionSettings) {
        this.plugins = plugins;
        this.classLoader = classLoader;
        this.global = global;
        this.name = name;
        this.section = section;
        this.provider = provider;
        this.connectionSettings = connectionSettings;
        this.effective = new EffectiveSettings(Optional.of(name));
    }

    /** Returns the layers that fit the connection's database, in the order of their ids. */
    List<ConfiguredLayer<?>> layers() {
        Map<String, ConfiguredLayer<?>> layers = new TreeMap<>();
        for (AccessAdapter<?> adapter : plugins.adapters()) {
            boolean fits = adapter.clientType() == provider.clientType();
            Optional<String> conflict = plugins.conflict(Kind.ACCESS, adapter.id());
            if (section.has(adapter.id())) {
                AccessBlocks.checkKeys(section, adapter, plugins);
                if (!fits) {
                    section.problem(adapter.id(), doesNotFit(adapter));
                }
                if (conflict.isPresent()) {
                    section.problem(adapter.id(), conflict.get());
                }
            }
            if (fits && conflict.isEmpty()) {
                Optional<? extends ConfiguredLayer<?>> layer = layer(adapter);
                if (layer.isPresent()) {
                    layers.put(adapter.id(), layer.get());
                }
            }
        }
        return List.copyOf(layers.values());
    }

    /** Returns the secrets that the layers were given which {@link #layers} has read. */
    List<Secret> secrets() {
        return List.copyOf(secrets);
    }

    /** Returns the settings of the layers that {@link #layers} has read. */
    List<EffectiveSetting> effective() {
        return effective.all();
    }

    private <A> Optional<ConfiguredLayer<A>> layer(AccessAdapter<A> adapter) {
        LayeredSettings settings =
                new LayeredSettings(
                        adapter.settings(),
                        section.nested(adapter.id()),
                        global.nested(adapter.id()));
        Map<String, Object> read = new TreeMap<>();
        AccessSpec spec =
                new LayerSpec(
                        name, provider.type(), settings, connectionSettings, read, classLoader);
        Optional<AccessLayer<A>> layer =
                PluginFaults.caught(
                        adapter.getClass(),
                        () -> adapter.configure(spec),
                        fault -> faults.put(adapter.id(), fault));
        settings.readAll(adapter.settings());
        secrets.addAll(settings.secrets(adapter.settings()));
        effective.add(adapter.id() + ".", adapter.settings(), settings);
        if (layer.isEmpty() && section.has(adapter.id())) {
            section.problem(adapter.id(), faults.getOrDefault(adapter.id(), ""));
        }
        return layer.isEmpty()
                ? Optional.empty()
                : Optional.of(new ConfiguredLayer<>(adapter, layer.get(), written(settings, read)));
    }

    private static Map<String, Object> written(LayeredSettings own, Map<String, Object> read) {
        return Map.of("own", own.written(), "connection", Map.copyOf(read));
    }

    private String doesNotFit(AccessAdapter<?> adapter) {
        return "'"
                + adapter.id()
                + "' needs a "
                + adapter.clientType().getSimpleName()
                + ", and "
                + provider.type()
                + " gives a "
                + provider.clientType().getSimpleName();
    }

    /** Returns the layer that {@code default-access} names, if the database is a SQL one. */
    Optional<ConfiguredLayer<?>> defaultAccess(
            LayeredSettings settings, List<ConfiguredLayer<?>> layers) {
        Optional<String> id = settings.get(CommonKeys.DEFAULT_ACCESS);
        boolean sql = provider.clientType() == DataSource.class;
        if (id.isEmpty() || (!sql && !settings.isWritten(CommonKeys.DEFAULT_ACCESS))) {
            return Optional.empty();
        }
        Optional<String> conflict = plugins.conflict(Kind.ACCESS, id.get());
        if (conflict.isPresent()) {
            settings.reject(CommonKeys.DEFAULT_ACCESS, conflict.get());
            return Optional.empty();
        }
        for (ConfiguredLayer<?> layer : layers) {
            if (layer.adapter().id().equals(id.get())) {
                if (layer.layer().transactions().isPresent()) {
                    return Optional.of(layer);
                }
                settings.reject(
                        CommonKeys.DEFAULT_ACCESS,
                        "'" + id.get() + "' supplies no JDBC connections to run statements on");
                return Optional.empty();
            }
        }
        rejectDefaultAccess(settings, id.get());
        return Optional.empty();
    }

    private void rejectDefaultAccess(LayeredSettings settings, String id) {
        Optional<AccessAdapter<?>> elsewhere =
                plugins.adapters().stream().filter(adapter -> adapter.id().equals(id)).findFirst();
        if (elsewhere.isPresent()) {
            if (elsewhere.get().clientType() != provider.clientType()) {
                settings.reject(CommonKeys.DEFAULT_ACCESS, doesNotFit(elsewhere.get()));
            } else if (faults.containsKey(id)) {
                settings.reject(CommonKeys.DEFAULT_ACCESS, faults.get(id));
            }
            return;
        }
        Set<String> known = AccessBlocks.ids(plugins);
        settings.reject(
                CommonKeys.DEFAULT_ACCESS,
                Artifacts.of(id)
                                .map(artifact -> "no access layer '" + id + "': add " + artifact)
                                .orElse(Suggestions.none("access layer", id, known))
                        + "; on the class path: "
                        + String.join(", ", known));
    }

    private record LayerSpec(
            String connection,
            String databaseType,
            Settings settings,
            LayeredSettings connectionSettings,
            Map<String, Object> read,
            ClassLoader classLoader)
            implements AccessSpec {
        @Override
        public String type() {
            read.put(CommonKeys.TYPE.name(), databaseType);
            return databaseType;
        }

        @Override
        public <T> Optional<T> connectionSetting(SettingKey<T> key) {
            Optional<T> value = connectionSettings.ifDeclared(key);
            read.put(key.name(), value);
            return value;
        }

        /** Shows no setting. */
        @Override
        public String toString() {
            return "access layer of connection '" + connection + "'";
        }
    }
}
