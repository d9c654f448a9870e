package io.dbm.core.internal.config;

import io.dbm.PluginInfo.Kind;
import io.dbm.core.internal.plugin.Artifacts;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.core.internal.settings.Section;
import io.dbm.core.internal.settings.Section.Place;
import io.dbm.spi.EffectiveSetting;
import io.dbm.spi.Extension;
import io.dbm.spi.ExtensionSpec;
import io.dbm.spi.ManagerExtension;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads and checks the blocks of extensions, such as the status page. */
final class ExtensionsReader {

    /** The key that dbm reads itself. */
    static final SettingKey<Boolean> ENABLED =
            SettingKey.flag("enabled", "Whether it is there at all.").withDefault("false");

    private final PluginRegistry plugins;
    private final ClassLoader classLoader;
    private final Section global;
    private final EffectiveSettings effective = new EffectiveSettings(Optional.empty());

    ExtensionsReader(PluginRegistry plugins, ClassLoader classLoader, Section global) {
        this.plugins = plugins;
        this.classLoader = classLoader;
        this.global = global;
    }

    /**
     * Returns the names that a block may have; those of dbm's own that are not there, and of what
     * is of no use, too.
     */
    static Set<String> ids(PluginRegistry plugins) {
        Set<String> ids = new TreeSet<>(Artifacts.ofExtensions().keySet());
        for (ManagerExtension each : plugins.extensions()) {
            ids.add(each.id());
        }
        ids.addAll(plugins.failed(Kind.EXTENSION));
        return ids;
    }

    /**
     * Returns those that are enabled.
     *
     * @param ofDbm the keys beside their blocks
     */
    List<ConfiguredExtension> read(Set<String> ofDbm) {
        List<ConfiguredExtension> enabled = new ArrayList<>();
        for (String id : ids(plugins)) {
            if (global.has(id) && !ofDbm.contains(id)) {
                find(id).flatMap(this::extension).ifPresent(enabled::add);
            }
        }
        return List.copyOf(enabled);
    }

    private Optional<ManagerExtension> find(String id) {
        Optional<String> conflict = plugins.conflict(Kind.EXTENSION, id);
        if (conflict.isPresent()) {
            global.problem(id, conflict.get());
            return Optional.empty();
        }
        Optional<ManagerExtension> found =
                plugins.extensions().stream().filter(each -> each.id().equals(id)).findFirst();
        if (found.isEmpty()) {
            global.problem(id, plugins.failure(Kind.EXTENSION, id).orElseGet(() -> isAbsent(id)));
        }
        return found;
    }

    private String isAbsent(String id) {
        return "needs "
                + Artifacts.ofExtensions().get(id)
                + " on the class path"
                + String.join("", plugins.failures().stream().map(it -> "; " + it).toList());
    }

    private Optional<ConfiguredExtension> extension(ManagerExtension plugin) {
        Section block = global.nested(plugin.id());
        List<SettingKey<?>> keys = new ArrayList<>(List.of(ENABLED));
        keys.addAll(plugin.settings());
        UnknownKeys.check(block, LayeredSettings.names(keys), plugins);
        LayeredSettings settings = new LayeredSettings(keys, block);
        Optional<Extension> extension =
                PluginFaults.caught(
                        plugin.getClass(),
                        () -> plugin.configure(new Spec(plugin.id(), settings, classLoader)),
                        fault -> global.problem(plugin.id(), fault));
        settings.readAll(plugin.settings());
        boolean enabled = settings.valueOf(ENABLED);
        effective.add(plugin.id() + ".", keys, settings);
        Map<String, Place> places = new HashMap<>();
        keys.forEach(key -> places.put(key.name(), block.place(key.name())));
        return extension
                .filter(configured -> enabled)
                .map(
                        configured ->
                                new ConfiguredExtension(
                                        plugin,
                                        configured,
                                        settings.written(),
                                        global.place(plugin.id()),
                                        places));
    }

    /** Returns the settings of the blocks that {@link #read} has read. */
    List<EffectiveSetting> effective() {
        return effective.all();
    }

    private record Spec(String id, Settings settings, ClassLoader classLoader)
            implements ExtensionSpec {

        /** Shows no setting. */
        @Override
        public String toString() {
            return "extension '" + id + "'";
        }
    }
}
