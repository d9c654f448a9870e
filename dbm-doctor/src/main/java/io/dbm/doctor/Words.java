package io.dbm.doctor;

import io.dbm.PluginInfo;
import io.dbm.ServerInfo;
import io.dbm.spi.Limits;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How values are written for people. */
final class Words {

    private Words() {}

    /** Returns a text without what would move a terminal's cursor, or change its colours. */
    static String plain(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("\\p{Cc}", "?").strip();
    }

    /** Returns how long something took. */
    static String took(Duration time) {
        long millis = time.toMillis();
        return millis < 1000
                ? Math.max(1, millis) + " ms"
                : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    /** Returns a setting as a file may say it. */
    static String setting(Duration time) {
        long millis = time.toMillis();
        if (millis == 0) {
            return "0";
        }
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    /** Returns what matters most of a pool's settings. */
    static String pool(Limits limits) {
        return String.format(
                Locale.ROOT,
                "max %d, idle %d-%d, wait %s, life %s",
                limits.maxOpen(),
                limits.minIdle(),
                limits.maxIdle(),
                setting(limits.acquireTimeout()),
                limits.maxLifetime().isZero() ? "any" : setting(limits.maxLifetime()));
    }

    /** Returns product and version, as far as they are known. */
    static String server(ServerInfo server) {
        String known =
                Stream.of(server.product(), server.version())
                        .flatMap(each -> each.stream())
                        .collect(Collectors.joining(" "));
        return known.isEmpty() ? "unknown" : plain(known);
    }

    /** Returns whether what is said to a server is encrypted. */
    static String tls(ServerInfo server) {
        return switch (server.transport()) {
            case TLS -> "yes";
            case PLAIN -> "no";
            case LOCAL -> "local";
            case UNKNOWN -> "unknown";
        };
    }

    /** Returns what a plugin brings. */
    static String kind(PluginInfo plugin) {
        return switch (plugin.kind()) {
            case PROVIDER -> "provider";
            case ACCESS -> "access layer";
            case CREDENTIALS -> "credentials";
            case EXTENSION -> "extension";
        };
    }

    /** Returns what a plugin goes by, with the folder that it is from. */
    static String id(PluginInfo plugin) {
        return plain(plugin.folder().map(folder -> folder + "/").orElse("") + plugin.id());
    }

    /** Returns a jar by its name, and anything else by its path. */
    static String jar(PluginInfo plugin) {
        String place = plugin.location().orElse("unknown");
        return plain(place.endsWith(".jar") ? place.replaceFirst(".*[/\\\\]", "") : place);
    }
}
