package io.dbm.core.internal.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import io.dbm.core.internal.connection.DefaultNamedConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metrics of one connection: {@code dbm.<name>.<figure>}. No figure has a dot in it, so that no
 * two connections have one in common, whatever they are called.
 */
final class Export {

    private static final String CHECKS = "health-check";

    private final MetricRegistry registry;
    private final CheckTimer checks = new CheckTimer();
    private final Map<String, Series> series = new LinkedHashMap<>();
    private volatile DefaultNamedConnection connection;

    /**
     * What becomes of one metric.
     *
     * @param label the value of the family's own label, if it has one
     */
    record Series(Export export, Metric metric, Family family, String label) {

        List<String> labelValues() {
            return family.labelValues(export.name(), export.type(), label);
        }
    }

    Export(MetricRegistry registry, DefaultNamedConnection connection) {
        this.registry = registry;
        this.connection = connection;
        for (Figure figure : Figure.ALL) {
            Gauge<Number> gauge = () -> figure.read(this.connection);
            series.put(
                    metricName(connection.name(), figure.id()),
                    new Series(this, gauge, figure.family(), figure.label()));
        }
        series.put(
                metricName(connection.name(), CHECKS),
                new Series(this, checks, Family.HEALTH_CHECK, ""));
    }

    private static String metricName(String connection, String figure) {
        return "dbm." + connection + "." + figure;
    }

    /** Returns a metric that a registry has already, of those that a connection would have. */
    static Optional<String> takenName(MetricRegistry registry, String connection) {
        List<String> wanted = new ArrayList<>(List.of(metricName(connection, CHECKS)));
        for (Figure figure : Figure.ALL) {
            wanted.add(metricName(connection, figure.id()));
        }
        return wanted.stream().filter(registry.getMetrics()::containsKey).findFirst();
    }

    String name() {
        return connection.name();
    }

    String type() {
        return connection.type();
    }

    MetricRegistry registry() {
        return registry;
    }

    CheckTimer checks() {
        return checks;
    }

    /** Returns what becomes of each metric, by its name. */
    Map<String, Series> series() {
        return series;
    }

    /**
     * Registers every metric, or none.
     *
     * @throws IllegalArgumentException if a name is taken; it names it
     */
    void register() {
        List<String> registered = new ArrayList<>();
        try {
            series.forEach(
                    (name, each) -> {
                        registry.register(name, each.metric());
                        registered.add(name);
                    });
        } catch (IllegalArgumentException e) {
            registered.forEach(registry::remove);
            throw e;
        }
        observe();
    }

    private void observe() {
        connection.activity().observeChecks(checks::observe);
    }

    /** Reads from another connection of that name from now on. */
    void readFrom(DefaultNamedConnection other) {
        if (connection != other) {
            connection = other;
            observe();
        }
    }

    void unregister() {
        series.keySet().forEach(registry::remove);
        connection.activity().observeChecks(took -> {});
    }
}
