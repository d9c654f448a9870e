package io.dbm.core.internal.manager;

import io.dbm.ConfigurationChange;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.config.Observability;
import io.dbm.core.internal.connection.DefaultNamedConnection;
import io.dbm.core.internal.connection.Openable;
import io.dbm.core.internal.connection.Replacement;
import io.dbm.core.internal.metrics.Measured;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** From the connections that there are to those that a configuration asks for. */
final class Change {

    private final Map<String, DefaultNamedConnection> result = new TreeMap<>();
    private final Map<String, DefaultNamedConnection> added = new LinkedHashMap<>();
    private final Map<String, Replacement> replaced = new LinkedHashMap<>();
    private final Map<String, Runnable> adjusted = new LinkedHashMap<>();
    private final Map<String, DefaultNamedConnection> removed;
    private final Map<String, Measured> measured = new TreeMap<>();
    private final Map<String, DefaultNamedConnection> shown = new TreeMap<>();

    /** Compares; touches nothing. */
    Change(
            Map<String, DefaultNamedConnection> current,
            List<ConnectionConfig> wanted,
            Function<ConnectionConfig, DefaultNamedConnection> make) {
        removed = new LinkedHashMap<>(current);
        for (ConnectionConfig config : wanted) {
            DefaultNamedConnection connection = current.get(config.name());
            if (connection == null || connection.config().clientType() != config.clientType()) {
                DefaultNamedConnection made = make.apply(config); // no handle would do for both
                added.put(config.name(), made);
                result.put(config.name(), made);
                continue;
            }
            removed.remove(config.name());
            result.put(config.name(), connection);
            if (!connection.config().hasSamePoolAs(config)) {
                replaced.put(config.name(), connection.replacement(config));
            } else if (!connection.config().isSameAs(config)) {
                adjusted.put(config.name(), () -> connection.adjust(config));
            }
        }
        for (ConnectionConfig config : wanted) {
            export(config);
        }
    }

    private void export(ConnectionConfig config) {
        DefaultNamedConnection connection = Objects.requireNonNull(result.get(config.name()));
        Observability asked = config.observability();
        if (asked.metrics()) {
            measured.put(config.name(), new Measured(connection, asked.timings()));
        }
        if (asked.jmx()) {
            shown.put(config.name(), connection);
        }
    }

    /** Returns what has to be opened first. */
    List<Openable> toOpen() {
        List<Openable> all = new ArrayList<>(added.values());
        all.addAll(replaced.values());
        return all;
    }

    /** Takes over what does not concern the pools. */
    void adjust() {
        adjusted.values().forEach(Runnable::run);
    }

    /** Takes everything over where nothing is open yet. */
    void applyUnopened() {
        removed.values().forEach(each -> each.close().join()); // nothing is there to be drained
        replaced.values().forEach(Replacement::takeOverUnopened);
        adjust();
    }

    /** Returns the connections that there are then, by name; in order, and quick to look up. */
    Map<String, DefaultNamedConnection> result() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(result));
    }

    /** Returns those whose figures are exported then, by name. */
    Map<String, Measured> measured() {
        return measured;
    }

    /** Returns those that JMX shows then, by name. */
    Map<String, DefaultNamedConnection> shown() {
        return shown;
    }

    /** Returns those that are to be closed, by name. */
    Map<String, DefaultNamedConnection> removed() {
        return Collections.unmodifiableMap(removed);
    }

    /** Returns when the pools are closed that have successors. */
    List<CompletableFuture<Void>> drained() {
        return replaced.values().stream().map(Replacement::drained).toList();
    }

    /** Lets go of what was made and is not to be. */
    void abandon() {
        added.values().forEach(DefaultNamedConnection::abandon);
        replaced.values().forEach(Replacement::abandon);
    }

    /** Returns what it does to which connection. */
    ConfigurationChange summary() {
        return new ConfigurationChange(
                Set.copyOf(added.keySet()),
                Set.copyOf(replaced.keySet()),
                Set.copyOf(adjusted.keySet()),
                Set.copyOf(removed.keySet()));
    }
}
