package io.dbm.core.internal.metrics;

import io.dbm.ConfigurationException;
import io.dbm.ConfigurationException.Problem;
import io.dbm.core.internal.connection.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The metrics of one manager's connections, of those that {@code enable-metrics} is true for. */
public final class Metrics {

    private final Services services;
    private @Nullable Exporter exporter;
    private boolean closed;

    /**
     * Exports nothing yet, and loads nothing.
     *
     * @param services may have the application's registries
     */
    public Metrics(Services services) {
        this.services = services;
    }

    /** A change of what is exported, which has begun. */
    public interface Change {

        /** Ends it: those that are not measured any more vanish. */
        void take();

        /** Takes it back. */
        void abandon();
    }

    /** Returns what keeps a connection from being exported, and what to do about it. */
    public synchronized Optional<String> obstacle(String connection) {
        List<String> missing = new ArrayList<>();
        if (isMissing("com.codahale.metrics.MetricRegistry")) {
            missing.add("io.dropwizard.metrics:metrics-core");
        }
        if (isMissing("io.prometheus.client.dropwizard.DropwizardExports")) {
            missing.add("io.prometheus:simpleclient_dropwizard");
        }
        return missing.isEmpty()
                ? exporter().obstacle(connection)
                : Optional.of(
                        "metrics need "
                                + String.join(" and ", missing)
                                + " on the class path: add "
                                + (missing.size() == 1 ? "it" : "them"));
    }

    private static boolean isMissing(String type) {
        try {
            Class.forName(type, false, Metrics.class.getClassLoader());
            return false;
        } catch (ClassNotFoundException | LinkageError e) {
            return true;
        }
    }

    private Exporter exporter() {
        Exporter known = exporter;
        if (known == null) {
            known = new Exporter(services);
            exporter = known;
        }
        return known;
    }

    /**
     * Begins to export connections that are not exported yet; those that are not measured any more
     * stay until the change is taken.
     *
     * @param measured by name
     * @throws ConfigurationException if one cannot be exported; nothing is changed then
     */
    public synchronized Change begin(Map<String, Measured> measured) {
        if (closed || (exporter == null && measured.isEmpty())) {
            return new Begun(Map.of(), Set.of());
        }
        try {
            return new Begun(measured, exporter().add(measured));
        } catch (ObstacleException e) {
            throw new ConfigurationException(
                    List.of(
                            new Problem(
                                    "dbmanager.connections." + e.connection() + ".enable-metrics",
                                    "",
                                    String.valueOf(e.getMessage()))));
        }
    }

    /** A change, by what is measured then and what was added for it. */
    private final class Begun implements Change {
        private final Map<String, Measured> measured;
        private final Set<ExportKey> added;

        Begun(Map<String, Measured> measured, Set<ExportKey> added) {
            this.measured = measured;
            this.added = added;
        }

        @Override
        public void take() {
            synchronized (Metrics.this) {
                if (exporter != null && !closed) {
                    exporter.keep(measured);
                }
            }
        }

        @Override
        public void abandon() {
            synchronized (Metrics.this) {
                if (exporter != null) {
                    exporter.remove(added);
                }
            }
        }
    }

    /** Exports nothing any more. */
    public synchronized void close() {
        closed = true;
        if (exporter != null) {
            exporter.close();
        }
    }
}
