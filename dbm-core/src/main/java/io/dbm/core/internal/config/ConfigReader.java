package io.dbm.core.internal.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.SettingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads and checks the {@code dbmanager} section, and names every mistake in it. */
public final class ConfigReader {

    private static final String ROOT = "dbmanager";

    private final PluginRegistry plugins;
    private final ClassLoader classLoader;
    private final Map<String, CredentialsSource> sources;
    private final Problems problems = new Problems();

    /**
     * A reader for one configuration.
     *
     * @param sources of credentials that the application has handed to the builder, by connection
     */
    public ConfigReader(
            PluginRegistry plugins,
            ClassLoader classLoader,
            Map<String, CredentialsSource> sources) {
        this.plugins = plugins;
        this.classLoader = classLoader;
        this.sources = sources;
    }

    /**
     * Reads and checks a resolved configuration; touches no database.
     *
     * @throws io.dbm.ConfigurationException if anything is wrong with it
     */
    public ManagerConfig read(Config config) {
        Section global = root(config);
        problems.throwIfAny();
        List<SettingKey<?>> keys = new ArrayList<>(CommonKeys.GLOBAL);
        keys.addAll(CommonKeys.INHERITED);
        checkKeys(global, CommonKeys.names(keys));
        LayeredSettings settings = new LayeredSettings(keys, global);
        // Wrong values are found here even if every connection overrides them, or there is none.
        CommonKeys.INHERITED.forEach(settings::get);

        Map<String, ConfigValue> names = global.names(CommonKeys.CONNECTIONS);
        boolean isBlock =
                global.find(CommonKeys.CONNECTIONS)
                        .map(entry -> entry.value() instanceof ConfigObject)
                        .orElse(true);
        if (names.isEmpty() && isBlock) {
            global.problem(CommonKeys.CONNECTIONS, "is missing or empty: name a connection in it");
        }
        List<ConnectionConfig> connections = new ArrayList<>();
        names.forEach((name, value) -> connection(global, name, value).ifPresent(connections::add));

        for (String name : sources.keySet()) {
            if (!names.containsKey(name)) {
                problems.add(
                        ROOT + "." + CommonKeys.CONNECTIONS,
                        "Dbm.builder()",
                        "there is no connection '"
                                + name
                                + "' to bring credentials for"
                                + Suggestions.didYouMean(name, names.keySet()));
            }
        }

        Optional<String> defaultConnection = settings.get(CommonKeys.DEFAULT_CONNECTION);
        if (defaultConnection.isPresent() && !names.containsKey(defaultConnection.get())) {
            settings.reject(
                    CommonKeys.DEFAULT_CONNECTION,
                    Suggestions.none("connection", defaultConnection.get(), names.keySet()));
        }
        problems.throwIfAny();
        return new ManagerConfig(defaultConnection, List.copyOf(connections));
    }

    private Section root(Config config) {
        ConfigValue root = config.root().get(ROOT);
        if (root instanceof ConfigObject object) {
            return Section.of(ROOT, object, problems);
        }
        problems.add(
                ROOT,
                "",
                root == null
                        ? "is missing: write it in application.conf on the class path, or hand a"
                                + " Config to dbm"
                        : "must be a block, 'dbmanager { … }'");
        return Section.empty(ROOT, problems);
    }

    private Optional<ConnectionConfig> connection(Section global, String name, ConfigValue value) {
        String path = ROOT + "." + CommonKeys.CONNECTIONS + "." + ConfigUtil.joinPath(name);
        if (value instanceof ConfigObject object) {
            Section section = Section.of(path, object, problems);
            Optional<CredentialsSource> source = Optional.ofNullable(sources.get(name));
            return new ConnectionReader(plugins, classLoader, global, name, section, source).read();
        }
        problems.add(
                path,
                Origins.describe(value.origin()),
                "must be a block, '" + name + " { type = … }'");
        return Optional.empty();
    }

    private void checkKeys(Section global, Set<String> keys) {
        Set<String> known = new TreeSet<>(AccessBlocks.ids(plugins));
        known.add(CommonKeys.CONNECTIONS);
        known.add(CommonKeys.CREDENTIALS);
        known.addAll(keys);
        UnknownKeys.check(global, known, plugins);
        for (AccessAdapter<?> adapter : plugins.adapters()) {
            AccessBlocks.checkKeys(global, adapter, plugins);
        }
    }
}
