package io.dbm.core.internal.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Prometheus is shown: each with its name, its type and its labels. */
enum Family {
    CONNECTIONS(
            "dbmanager_connections_total",
            Collector.Type.GAUGE,
            "Connections that are configured with enable-metrics = true."),
    STATUS(
            "dbmanager_connection_status",
            Collector.Type.GAUGE,
            "Whether the database answered the latest check: 1 if it did, 0 if not."),
    POOL_SIZE(
            "dbmanager_connection_pool_size",
            Collector.Type.GAUGE,
            "Physical connections: those that are open, and of these those idle and in use.",
            "state"),
    POOL_MAX(
            "dbmanager_connection_pool_max",
            Collector.Type.GAUGE,
            "The most physical connections that may be open."),
    POOL_PENDING(
            "dbmanager_connection_pool_pending",
            Collector.Type.GAUGE,
            "Callers that wait for a connection."),
    WAIT_COUNT(
            "dbmanager_connection_wait_count",
            Collector.Type.GAUGE,
            "Borrows that found no idle connection and had to wait, since the start."),
    WAIT_DURATION(
            "dbmanager_connection_wait_duration_seconds",
            Collector.Type.GAUGE,
            "How long those borrows waited, in all."),
    BORROW_TIMEOUTS(
            "dbmanager_connection_borrow_timeouts_total",
            Collector.Type.COUNTER,
            "Borrows that got no connection in time."),
    LEAKS(
            "dbmanager_connection_leaks_total",
            Collector.Type.COUNTER,
            "Connections that were not given back within leak-detection-threshold."),
    OPENED(
            "dbmanager_connection_opened_total",
            Collector.Type.COUNTER,
            "Physical connections that were opened for the pool."),
    LIFETIME_CLOSED(
            "dbmanager_connection_lifetime_closed_total",
            Collector.Type.COUNTER,
            "Physical connections that were closed since they had reached conn-max-lifetime."),
    IDLE_CLOSED(
            "dbmanager_connection_idle_closed_total",
            Collector.Type.COUNTER,
            "Physical connections that were closed since they had been idle for"
                    + " conn-max-idle-time."),
    HEALTH_CHECK(
            "dbmanager_health_check_duration_seconds",
            Collector.Type.SUMMARY,
            "How long checks of the database took, whatever they found."),
    BORROW(
            "dbmanager_connection_borrow_seconds",
            Collector.Type.SUMMARY,
            "How long callers waited for a physical connection that they got."),
    USAGE(
            "dbmanager_connection_usage_seconds",
            Collector.Type.SUMMARY,
            "How long callers had a physical connection, from borrow to give back."),
    RECONNECT_ATTEMPTS(
            "dbmanager_reconnect_attempts_total",
            Collector.Type.COUNTER,
            "Attempts of dbm to reach a database again.",
            "result");

    static final String COUNT = "_count";
    static final String SUM = "_sum";

    private static final Map<String, Family> BY_SAMPLE =
            Stream.of(values())
                    .flatMap(family -> family.sampleNames().map(name -> Map.entry(name, family)))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String sampleName;
    private final Collector.Type type;
    private final String help;
    private final @Nullable String label;

    Family(String sampleName, Collector.Type type, String help) {
        this(sampleName, type, help, null);
    }

    Family(String sampleName, Collector.Type type, String help, @Nullable String label) {
        this.sampleName = sampleName;
        this.type = type;
        this.help = help;
        this.label = label;
    }

    private Stream<String> sampleNames() {
        return type == Collector.Type.SUMMARY
                ? Stream.of(sampleName, sampleName + COUNT, sampleName + SUM)
                : Stream.of(sampleName);
    }

    /** Returns the family that a sample of this name belongs to. */
    static Family of(String sampleName) {
        return Objects.requireNonNull(BY_SAMPLE.get(sampleName), sampleName);
    }

    String sampleName() {
        return sampleName;
    }

    List<String> labelNames() {
        if (this == CONNECTIONS) {
            return List.of("type");
        }
        return label == null ? List.of("name", "type") : List.of("name", "type", label);
    }

    /** Returns the values of the labels, for one connection. */
    List<String> labelValues(String name, String connectionType, String own) {
        List<String> values = new ArrayList<>(List.of(name, connectionType));
        if (this == CONNECTIONS) {
            values.remove(0);
        }
        if (label != null) {
            values.add(own);
        }
        return values;
    }

    MetricFamilySamples with(List<Sample> samples) {
        return new MetricFamilySamples(sampleName, type, help, samples);
    }
}
