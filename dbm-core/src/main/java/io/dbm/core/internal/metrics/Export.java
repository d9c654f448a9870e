package io.dbm.core.internal.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import io.dbm.core.internal.connection.DefaultNamedConnection;
import io.dbm.spi.BorrowListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part of the metrics of one connection: {@code dbm.<name>.<figure>}. No figure has a dot in it,
 * so that no two connections have one in common, whatever they are called.
 */
final class Export {

    private static final String CHECKS = "health-check";
    private static final String BORROWS = "borrow";
    private static final String USES = "usage";

    private final MetricRegistry registry;
    private final ExportKey.Part part;
    private final Map<String, Series> series = new LinkedHashMap<>();
    private final Observer observer;
    private volatile DefaultNamedConnection connection;

    /** What is told to the metrics, and not read. */
    private interface Observer {
        void begin(DefaultNamedConnection connection);

        void end(DefaultNamedConnection connection);
    }

    /**
     * What becomes of one metric.
     *
     * @param label the value of the family's own label, if it has one
     */
    record Series(Export export, Metric metric, Family family, String label) {

        List<String> labelValues() {
            return family.labelValues(export.key().connection(), export.type(), label);
        }
    }

    Export(MetricRegistry registry, ExportKey.Part part, DefaultNamedConnection connection) {
        this.registry = registry;
        this.part = part;
        this.connection = connection;
        this.observer = part == ExportKey.Part.FIGURES ? figures() : timings();
    }

    private Observer figures() {
        for (Figure figure : Figure.ALL) {
            Gauge<Number> gauge = () -> figure.read(this.connection);
            put(figure.id(), gauge, figure.family(), figure.label());
        }
        return new CheckObserver(timer(CHECKS, Family.HEALTH_CHECK));
    }

    private Observer timings() {
        return new BorrowObserver(timer(BORROWS, Family.BORROW), timer(USES, Family.USAGE));
    }

    private SummedTimer timer(String id, Family family) {
        SummedTimer timer = new SummedTimer();
        put(id, timer, family, "");
        return timer;
    }

    private void put(String id, Metric metric, Family family, String label) {
        series.put(metricName(connection.name(), id), new Series(this, metric, family, label));
    }

    private static String metricName(String connection, String figure) {
        return "dbm." + connection + "." + figure;
    }

    /** Returns a metric that a registry has already, of those that a connection would have. */
    static Optional<String> takenName(MetricRegistry registry, String connection) {
        return Stream.concat(Stream.of(CHECKS, BORROWS, USES), Figure.ALL.stream().map(Figure::id))
                .map(id -> metricName(connection, id))
                .filter(registry.getMetrics()::containsKey)
                .findFirst();
    }

    ExportKey key() {
        return new ExportKey(connection.name(), part);
    }

    String type() {
        return connection.type();
    }

    MetricRegistry registry() {
        return registry;
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
        observer.begin(connection);
    }

    /** Reads from another connection of that name from now on. */
    void readFrom(DefaultNamedConnection other) {
        if (connection != other) {
            connection = other;
            observer.begin(other);
        }
    }

    void unregister() {
        series.keySet().forEach(registry::remove);
        observer.end(connection);
    }

    private record CheckObserver(SummedTimer checks) implements Observer {
        @Override
        public void begin(DefaultNamedConnection connection) {
            connection.activity().observeChecks(checks::observe);
        }

        @Override
        public void end(DefaultNamedConnection connection) {
            connection.activity().observeChecks(took -> {});
        }
    }

    private record BorrowObserver(SummedTimer borrows, SummedTimer uses) implements Observer {
        @Override
        public void begin(DefaultNamedConnection connection) {
            connection.observeBorrows(new BorrowTimers(borrows, uses));
        }

        @Override
        public void end(DefaultNamedConnection connection) {
            connection.observeBorrows(BorrowListener.NONE);
        }
    }
}
