package io.dbm.core.internal.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.core.internal.settings.Origins;
import io.dbm.core.internal.settings.Problems;
import io.dbm.core.internal.settings.Section;
import io.dbm.core.internal.settings.Suggestions;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.EffectiveSetting;
import io.dbm.spi.SettingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads and checks the {@code dbmanager} section, and names every mistake in it. */
public final class ConfigReader {

    private static final String ROOT = "dbmanager";

    private final PluginRegistry plugins;
    private final ClassLoader classLoader;
    private final Given given;
    private final Obstacles obstacles;
    private final Problems problems = new Problems();
    private final List<EffectiveSetting> ofConnections = new ArrayList<>();

    /**
     * A reader for one configuration.
     *
     * @param given what the application has handed to the builder
     * @param obstacles keep a connection from what its keys ask for
     */
    public ConfigReader(
            PluginRegistry plugins, ClassLoader classLoader, Given given, Obstacles obstacles) {
        this.plugins = plugins;
        this.classLoader = classLoader;
        this.given = given;
        this.obstacles = obstacles;
    }

    /**
     * Reads and checks a resolved configuration; touches no database.
     *
     * @param file that it is from, if that is known
     * @throws io.dbm.ConfigurationException if anything is wrong with it
     */
    public ManagerConfig read(Config config, Optional<String> file) {
        Section global = root(config, file);
        problems.throwIfAny();
        List<SettingKey<?>> keys = new ArrayList<>(CommonKeys.GLOBAL);
        keys.addAll(CommonKeys.INHERITED);
        Set<String> known = known(LayeredSettings.names(keys));
        checkKeys(global, known);
        ExtensionsReader beside = new ExtensionsReader(plugins, classLoader, global);
        List<ConfiguredExtension> extensions = beside.read(known);
        LayeredSettings settings = new LayeredSettings(keys, global);
        // Wrong values are found here even if every connection overrides them, or there is none.
        settings.readAll(CommonKeys.INHERITED);

        Map<String, ConfigValue> names = global.names(CommonKeys.CONNECTIONS);
        Optional<Section.Entry> block = global.find(CommonKeys.CONNECTIONS);
        boolean noOtherMistake = block.isEmpty() || block.get().value() instanceof ConfigObject;
        if (names.isEmpty() && noOtherMistake && given.managed().isEmpty()) {
            global.problem(CommonKeys.CONNECTIONS, "is missing or empty: name a connection in it");
        }
        Map<String, Optional<ConnectionConfig>> read = new TreeMap<>();
        for (Map.Entry<String, ConfigValue> each : names.entrySet()) {
            read.put(each.getKey(), connection(global, each.getKey(), each.getValue()));
        }
        for (ManagedPool pool : given.managed()) {
            ConfigValue written = names.get(pool.name());
            if (written == null) {
                read.put(pool.name(), connection(global, pool));
            } else {
                refuseTwice(pool.name(), written);
            }
        }

        Optional<String> defaultConnection = settings.get(CommonKeys.DEFAULT_CONNECTION);
        if (defaultConnection.isPresent() && !read.containsKey(defaultConnection.get())) {
            settings.reject(
                    CommonKeys.DEFAULT_CONNECTION,
                    Suggestions.none("connection", defaultConnection.get(), read.keySet()));
        }
        problems.throwIfAny();
        List<ConnectionConfig> connections = new ArrayList<>();
        for (Optional<ConnectionConfig> each : read.values()) {
            if (each.isPresent()) {
                connections.add(each.get());
            }
        }
        List<EffectiveSetting> effective =
                new ArrayList<>(
                        new EffectiveSettings(Optional.empty())
                                .add("", CommonKeys.GLOBAL, settings)
                                .all());
        effective.addAll(PluginsBlock.effective(global));
        effective.addAll(beside.effective());
        effective.addAll(ofConnections);
        return new ManagerConfig(
                defaultConnection, List.copyOf(connections), extensions, List.copyOf(effective));
    }

    private Section root(Config config, Optional<String> file) {
        ConfigValue root = config.root().get(ROOT);
        if (root instanceof ConfigObject object) {
            return Section.of(ROOT, object, problems);
        }
        if (root == null && !given.managed().isEmpty()) {
            return Section.empty(ROOT, problems);
        }
        if (root != null) {
            problems.add(
                    ROOT, Origins.describe(root.origin()), "must be a block, 'dbmanager { … }'");
        } else {
            problemOfMissingRoot(config, file);
        }
        return Section.empty(ROOT, problems);
    }

    private void problemOfMissingRoot(Config config, Optional<String> file) {
        for (Map.Entry<String, ConfigValue> each : new TreeMap<>(config.root()).entrySet()) {
            String near = Suggestions.didYouMean(each.getKey(), Set.of(ROOT));
            if (!near.isEmpty()) {
                problems.add(
                        each.getKey(),
                        Origins.describe(each.getValue().origin()),
                        "not a block of dbm's" + near);
                return;
            }
        }
        problems.add(
                ROOT,
                "",
                file.map(name -> "is missing in " + name + ": write 'dbmanager { … }' there")
                        .orElse(
                                "is missing: write it in application.conf on the class path, or"
                                        + " hand a Config to dbm"));
    }

    private Optional<ConnectionConfig> connection(Section global, String name, ConfigValue value) {
        String path = path(name);
        if (value instanceof ConfigObject object) {
            Section section = Section.of(path, object, problems);
            return read(
                    new ConnectionReader(
                            plugins,
                            classLoader,
                            global,
                            name,
                            section,
                            Optional.ofNullable(given.credentials().get(name)),
                            Optional.empty(),
                            obstacles));
        }
        problems.add(
                path,
                Origins.describe(value.origin()),
                "must be a block, '" + name + " { type = … }'");
        return Optional.empty();
    }

    private Optional<ConnectionConfig> connection(Section global, ManagedPool pool) {
        Section section = Section.of(path(pool.name()), pool.block(), problems);
        return read(
                new ConnectionReader(
                        plugins,
                        classLoader,
                        global,
                        pool.name(),
                        section,
                        Optional.empty(),
                        Optional.of(pool.dataSource()),
                        obstacles));
    }

    private Optional<ConnectionConfig> read(ConnectionReader reader) {
        Optional<ConnectionConfig> read = reader.read();
        ofConnections.addAll(reader.effective());
        return read;
    }

    private void refuseTwice(String name, ConfigValue written) {
        problems.add(
                path(name),
                Origins.describe(written.origin()),
                "is the name of a data source, too, that was handed to Dbm.builder().manage(\""
                        + name
                        + "\", …): give one of the two another name");
    }

    private static String path(String name) {
        return ROOT + "." + CommonKeys.CONNECTIONS + "." + ConfigUtil.joinPath(name);
    }

    private Set<String> known(Set<String> keys) {
        Set<String> known = new TreeSet<>(AccessBlocks.ids(plugins));
        known.add(CommonKeys.CONNECTIONS);
        known.add(CommonKeys.CREDENTIALS);
        known.add(CommonKeys.PLUGINS);
        known.addAll(keys);
        return known;
    }

    private void checkKeys(Section global, Set<String> known) {
        Set<String> all = new TreeSet<>(known);
        all.addAll(ExtensionsReader.ids(plugins));
        UnknownKeys.check(global, all, plugins);
        for (AccessAdapter<?> adapter : plugins.adapters()) {
            AccessBlocks.checkKeys(global, adapter, plugins);
        }
        CredentialsReader.checkForAll(global, plugins);
        PluginsBlock.check(global, plugins);
        for (Map.Entry<String, String> mistake : plugins.mistakesOfCode().entrySet()) {
            problems.add(ROOT + ".plugins.dir", mistake.getKey(), mistake.getValue());
        }
    }
}
