package io.dbm.core.internal.config;

import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.core.internal.settings.Section;
import io.dbm.spi.SettingKey;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * What is told of a connection, and by which means.
 *
 * @param logging whether its life and its statements are logged
 * @param slowAfter how long a statement runs until it is logged as slow; zero is for ever
 * @param metrics whether its figures are exported
 * @param timings whether, among these, how long it is waited for and used
 * @param jmx whether JMX shows it
 * @param tracing whether what it is asked is traced
 */
public record Observability(
        boolean logging,
        Duration slowAfter,
        boolean metrics,
        boolean timings,
        boolean jmx,
        boolean tracing) {

    /** Returns what a backend has to be opened with: a client that is not SQL's, all it logs. */
    List<Object> ofBackend(Class<?> clientType) {
        return clientType == DataSource.class ? List.of() : List.of(logging, slowAfter);
    }

    Observability untraced() {
        return new Observability(logging, slowAfter, metrics, timings, jmx, false);
    }

    /**
     * Reads it, and records what is wrong.
     *
     * @param section what is written for the connection itself
     * @param obstacles keep it from what is read
     */
    static Observability read(
            LayeredSettings settings,
            Section section,
            String name,
            Obstacles obstacles,
            boolean tracing) {
        boolean metrics = flag(CommonKeys.ENABLE_METRICS, settings, name, obstacles);
        boolean timings = settings.valueOf(CommonKeys.METRICS_TIMINGS);
        if (!metrics && timings && section.has(CommonKeys.METRICS_TIMINGS.name())) {
            settings.reject(
                    CommonKeys.METRICS_TIMINGS,
                    "nothing is exported without enable-metrics = true: write that, too, or leave"
                            + " this out");
        }
        return new Observability(
                settings.valueOf(CommonKeys.ENABLE_LOGGING),
                settings.valueOf(CommonKeys.SLOW_QUERY_THRESHOLD),
                metrics,
                metrics && timings,
                flag(CommonKeys.ENABLE_JMX, settings, name, obstacles),
                tracing);
    }

    private static boolean flag(
            SettingKey<Boolean> key, LayeredSettings settings, String name, Obstacles obstacles) {
        boolean enabled = settings.valueOf(key);
        if (enabled) {
            obstacles.find(key.name(), name).ifPresent(message -> settings.reject(key, message));
        }
        return enabled;
    }
}
