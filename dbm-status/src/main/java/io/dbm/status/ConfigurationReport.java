package io.dbm.status;

import io.dbm.PluginInfo;
import io.dbm.spi.EffectiveSetting;
import io.dbm.spi.ExtensionContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What changes seldom: the settings that hold, and the plugins that were found. */
final class ConfigurationReport {

    private final ExtensionContext context;

    ConfigurationReport(ExtensionContext context) {
        this.context = context;
    }

    Map<String, Object> now() {
        Map<Optional<String>, List<Object>> byConnection = new LinkedHashMap<>();
        for (EffectiveSetting each : context.configuration()) {
            byConnection
                    .computeIfAbsent(each.connection(), owner -> new ArrayList<>())
                    .add(setting(each));
        }
        List<Object> blocks = new ArrayList<>();
        byConnection.forEach(
                (connection, settings) -> {
                    Map<String, Object> block = new LinkedHashMap<>();
                    connection.ifPresent(name -> block.put("connection", name));
                    block.put("settings", settings);
                    blocks.add(block);
                });
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("configuration", blocks);
        report.put(
                "plugins",
                context.manager().plugins().stream().map(ConfigurationReport::plugin).toList());
        return report;
    }

    private static Map<String, Object> setting(EffectiveSetting setting) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("key", setting.key());
        one.put("value", setting.value());
        one.put("origin", setting.origin());
        one.put("default", setting.isDefault());
        return one;
    }

    private static Map<String, Object> plugin(PluginInfo plugin) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("kind", plugin.kind().name().toLowerCase(Locale.ROOT));
        one.put("id", plugin.id());
        plugin.folder().ifPresent(folder -> one.put("folder", folder));
        one.put("class", plugin.className());
        plugin.version().ifPresent(version -> one.put("version", version));
        plugin.location().ifPresent(location -> one.put("location", location));
        return one;
    }
}
