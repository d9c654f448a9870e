package io.dbm.core.internal.metrics;

import com.codahale.metrics.MetricRegistry;
import io.dbm.core.internal.connection.DefaultNamedConnection;
import io.dbm.core.internal.connection.Services;
import io.dbm.core.internal.metrics.ExportKey.Part;
import io.prometheus.client.CollectorRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Exports the connections of one manager.
 *
 * <p>Not safe for use from many threads: its owner holds a lock.
 */
final class Exporter {

    private final MetricRegistry metrics;
    private final CollectorRegistry collectors;
    private final Map<ExportKey, Export> exports = new LinkedHashMap<>();

    /** Takes the application's registries, or else one of its own and the default one. */
    Exporter(Services services) {
        metrics = services.find(MetricRegistry.class).orElseGet(MetricRegistry::new);
        collectors =
                services.find(CollectorRegistry.class).orElse(CollectorRegistry.defaultRegistry);
    }

    /** Returns what keeps a connection from being exported, and what to do about it. */
    Optional<String> obstacle(String connection) {
        ExportKey figures = new ExportKey(connection, Part.FIGURES);
        if (exports.containsKey(figures)) {
            return Optional.empty();
        }
        if (Bridge.shows(collectors, figures)) {
            return Optional.of(
                    "another DatabaseManager exports a connection '"
                            + connection
                            + "' to the same CollectorRegistry: rename one of the two, close the"
                            + " other manager first, or hand this one a registry of its own by"
                            + " Dbm.builder().service(CollectorRegistry.class, …)");
        }
        return Export.takenName(metrics, connection)
                .map(
                        name ->
                                "the MetricRegistry that was handed to Dbm.builder() already has a"
                                        + " metric '"
                                        + name
                                        + "': remove that, or rename the connection");
    }

    /**
     * Exports what is not exported yet: all, or nothing.
     *
     * @return what that was
     * @throws ObstacleException if something cannot be
     */
    Set<ExportKey> add(Map<String, Measured> connections) throws ObstacleException {
        Set<ExportKey> added = new LinkedHashSet<>();
        for (Map.Entry<ExportKey, DefaultNamedConnection> each : byKey(connections).entrySet()) {
            if (!exports.containsKey(each.getKey())) {
                try {
                    add(each.getKey(), each.getValue());
                    added.add(each.getKey());
                } catch (ObstacleException e) {
                    remove(added);
                    throw e;
                }
            }
        }
        return added;
    }

    private static Map<ExportKey, DefaultNamedConnection> byKey(Map<String, Measured> connections) {
        Map<ExportKey, DefaultNamedConnection> parts = new LinkedHashMap<>();
        connections.forEach(
                (name, measured) -> {
                    parts.put(new ExportKey(name, Part.FIGURES), measured.connection());
                    if (measured.timings()) {
                        parts.put(new ExportKey(name, Part.TIMINGS), measured.connection());
                    }
                });
        return parts;
    }

    private void add(ExportKey key, DefaultNamedConnection connection) throws ObstacleException {
        if (key.part() == Part.FIGURES) {
            Optional<String> obstacle = obstacle(key.connection());
            if (obstacle.isPresent()) {
                throw new ObstacleException(key.connection(), obstacle.get());
            }
        }
        Export export = new Export(metrics, key.part(), connection);
        try {
            export.register();
            Bridge.add(collectors, export);
        } catch (IllegalArgumentException e) {
            export.unregister();
            throw new ObstacleException(
                    key.connection(),
                    "a metric of the application has a name that dbm needs ("
                            + e.getMessage()
                            + "): rename it, or hand dbm a registry of its own by"
                            + " Dbm.builder().service(CollectorRegistry.class, …)");
        }
        exports.put(key, export);
    }

    /** Exports these from now on, which were added before, and no others. */
    void keep(Map<String, Measured> connections) {
        Map<ExportKey, DefaultNamedConnection> kept = byKey(connections);
        Set<ExportKey> others = new LinkedHashSet<>(exports.keySet());
        others.removeAll(kept.keySet());
        remove(others);
        kept.forEach(
                (key, connection) -> {
                    Export export = exports.get(key);
                    if (export != null) {
                        export.readFrom(connection);
                    }
                });
    }

    void remove(Collection<ExportKey> keys) {
        for (ExportKey key : List.copyOf(keys)) {
            Export export = exports.remove(key);
            if (export != null) {
                Bridge.remove(collectors, export);
                export.unregister();
            }
        }
    }

    /** Exports nothing any more. */
    void close() {
        remove(exports.keySet());
    }
}
