package io.dbm.core.internal.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.dbm.core.internal.plugin.PluginPlace;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.core.internal.settings.Origins;
import io.dbm.core.internal.settings.Section;
import io.dbm.spi.EffectiveSetting;
import java.util.List;
import java.util.Optional;

/** The block that says in which folder plugins are, beside the class path. */
public final class PluginsBlock {

    private static final String DIR = "dbmanager.plugins.dir";

    private PluginsBlock() {}

    /**
     * Returns where the file says that plugins are; what is wrong with the block is found by {@link
     * #check}, since there are no plugins yet whose keys could be told from mistakes.
     */
    public static Optional<PluginPlace> place(Config resolved) {
        try {
            if (!resolved.hasPath(DIR)) {
                return Optional.empty();
            }
            ConfigValue value = resolved.getValue(DIR);
            return value.valueType() == ConfigValueType.OBJECT
                            || value.valueType() == ConfigValueType.LIST
                    ? Optional.empty()
                    : Optional.of(
                            new PluginPlace(
                                    String.valueOf(value.unwrapped()),
                                    Origins.describe(value.origin()),
                                    true));
        } catch (ConfigException e) {
            return Optional.empty(); // dbmanager or plugins is no block
        }
    }

    /** Returns the settings of the block. */
    static List<EffectiveSetting> effective(Section global) {
        Section block = global.nested(CommonKeys.PLUGINS);
        LayeredSettings settings = new LayeredSettings(List.of(CommonKeys.PLUGINS_DIR), block);
        return new EffectiveSettings(Optional.empty())
                .add(CommonKeys.PLUGINS + ".", List.of(CommonKeys.PLUGINS_DIR), settings)
                .all();
    }

    static void check(Section global, PluginRegistry plugins) {
        Optional<String> opened = plugins.folderOfFile();
        Section block = global.nested(CommonKeys.PLUGINS);
        UnknownKeys.check(block, LayeredSettings.names(List.of(CommonKeys.PLUGINS_DIR)), plugins);
        LayeredSettings settings = new LayeredSettings(List.of(CommonKeys.PLUGINS_DIR), block);
        Optional<String> dir = settings.get(CommonKeys.PLUGINS_DIR);
        if (!dir.equals(opened) && (dir.isPresent() || !block.has(CommonKeys.PLUGINS_DIR.name()))) {
            settings.reject(
                    CommonKeys.PLUGINS_DIR,
                    "is read once, when a manager is loaded, and "
                            + opened.map(written -> "was \"" + written + "\"").orElse("was absent")
                            + " then: leave it as it was, or load a new manager");
        }
        Optional<String> mistake = plugins.mistakeOfFile();
        if (mistake.isPresent()) {
            settings.reject(CommonKeys.PLUGINS_DIR, mistake.get());
        }
    }
}
