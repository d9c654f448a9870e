package io.dbm.core.internal.metrics;

import com.codahale.metrics.MetricRegistry;
import io.dbm.core.internal.connection.DefaultNamedConnection;
import io.dbm.core.internal.connection.Services;
import io.prometheus.client.CollectorRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Exports the connections of one manager.
 *
 * <p>Not safe for use from many threads: its owner holds a lock.
 */
final class Exporter {

    private final MetricRegistry metrics;
    private final CollectorRegistry collectors;
    private final Map<String, Export> exports = new TreeMap<>();

    /** Takes the application's registries, or else one of its own and the default one. */
    Exporter(Services services) {
        metrics = services.find(MetricRegistry.class).orElseGet(MetricRegistry::new);
        collectors =
                services.find(CollectorRegistry.class).orElse(CollectorRegistry.defaultRegistry);
    }

    /** Returns what keeps a connection from being exported, and what to do about it. */
    Optional<String> obstacle(String connection) {
        if (exports.containsKey(connection)) {
            return Optional.empty();
        }
        if (Bridge.shows(collectors, connection)) {
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
     * Exports those that are not exported yet: all, or none.
     *
     * @return their names
     * @throws ObstacleException if one cannot be
     */
    Set<String> add(Map<String, DefaultNamedConnection> connections) throws ObstacleException {
        Set<String> added = new TreeSet<>();
        for (Map.Entry<String, DefaultNamedConnection> each : connections.entrySet()) {
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

    private void add(String name, DefaultNamedConnection connection) throws ObstacleException {
        Optional<String> obstacle = obstacle(name);
        if (obstacle.isPresent()) {
            throw new ObstacleException(name, obstacle.get());
        }
        Export export = new Export(metrics, connection);
        try {
            export.register();
            Bridge.add(collectors, export);
        } catch (IllegalArgumentException e) {
            export.unregister();
            throw new ObstacleException(
                    name,
                    "a metric of the application has a name that dbm needs ("
                            + e.getMessage()
                            + "): rename it, or hand dbm a registry of its own by"
                            + " Dbm.builder().service(CollectorRegistry.class, …)");
        }
        exports.put(name, export);
    }

    /** Exports these from now on, which were added before, and no others. */
    void keep(Map<String, DefaultNamedConnection> connections) {
        Set<String> others = new TreeSet<>(exports.keySet());
        others.removeAll(connections.keySet());
        remove(others);
        connections.forEach(
                (name, connection) -> {
                    Export export = exports.get(name);
                    if (export != null) {
                        export.readFrom(connection);
                    }
                });
    }

    void remove(Collection<String> names) {
        for (String name : List.copyOf(names)) {
            Export export = exports.remove(name);
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
