package io.dbm.core.internal.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * What is told of a connection, and by which means.
 *
 * @param logging whether its life is logged
 * @param metrics whether its figures are exported
 * @param timings whether, among these, how long it is waited for and used
 * @param tracing whether what it is asked is traced
 */
public record Observability(boolean logging, boolean metrics, boolean timings, boolean tracing) {

    /**
     * Reads it, and records what is wrong.
     *
     * @param section what is written for the connection itself
     * @param metricsObstacle tells what keeps a connection's metrics from being exported
     */
    static Observability read(
            LayeredSettings settings,
            Section section,
            String name,
            Function<String, Optional<String>> metricsObstacle,
            boolean tracing) {
        boolean metrics = settings.valueOf(CommonKeys.ENABLE_METRICS);
        boolean timings = settings.valueOf(CommonKeys.METRICS_TIMINGS);
        if (metrics) {
            metricsObstacle
                    .apply(name)
                    .ifPresent(message -> settings.reject(CommonKeys.ENABLE_METRICS, message));
        } else if (timings && section.has(CommonKeys.METRICS_TIMINGS.name())) {
            settings.reject(
                    CommonKeys.METRICS_TIMINGS,
                    "nothing is exported without enable-metrics = true: write that, too, or leave"
                            + " this out");
        }
        return new Observability(
                settings.valueOf(CommonKeys.ENABLE_LOGGING), metrics, metrics && timings, tracing);
    }
}
