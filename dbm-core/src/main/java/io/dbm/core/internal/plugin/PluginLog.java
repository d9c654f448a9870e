package io.dbm.core.internal.plugin;

import io.dbm.PluginInfo;
import io.dbm.core.internal.log.Quoted;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs which plugins were found: at INFO, and at WARN what is of no use. */
public final class PluginLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.plugin");

    private PluginLog() {}

    /** Logs it, in one line and one for each that is of no use. */
    public static void log(PluginRegistry plugins) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "event=plugins found={}",
                    Quoted.of(
                            plugins.plugins().stream()
                                    .map(PluginLog::line)
                                    .collect(Collectors.joining(", "))));
        }
        for (String failure : plugins.failures()) {
            LOG.warn("event=plugin_failed reason={}", Quoted.of(failure));
        }
    }

    private static String line(PluginInfo plugin) {
        return plugin.kind().name().toLowerCase(Locale.ROOT)
                + " "
                + plugin.folder().map(folder -> folder + "/").orElse("")
                + plugin.id()
                + plugin.version().map(version -> " " + version).orElse("")
                + plugin.location().map(jar -> " (" + jar + ")").orElse("");
    }
}
