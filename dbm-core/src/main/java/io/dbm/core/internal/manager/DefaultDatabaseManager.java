package io.dbm.core.internal.manager;

import io.dbm.AlreadyConnectedException;
import io.dbm.ConnectFailedException;
import io.dbm.ConnectionClosedException;
import io.dbm.ConnectionNotFoundException;
import io.dbm.ConnectionStats;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.Health;
import io.dbm.Health.Status;
import io.dbm.HealthListener;
import io.dbm.ManagerHealth;
import io.dbm.ManagerStats;
import io.dbm.NamedConnection;
import io.dbm.NoDefaultConnectionException;
import io.dbm.PluginInfo;
import io.dbm.core.internal.config.ManagerConfig;
import io.dbm.core.internal.connection.DefaultNamedConnection;
import io.dbm.core.internal.connection.OfferedAccess;
import io.dbm.core.internal.connection.Services;
import io.dbm.core.internal.health.HealthEvents;
import io.dbm.core.internal.health.HealthMonitor;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.work.Workers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The manager of one configuration. */
public final class DefaultDatabaseManager implements DatabaseManager {

    private final Map<String, DefaultNamedConnection> connections;
    private final Set<String> required;
    private final List<PluginInfo> plugins;
    private final Workers workers = new Workers();
    private final HealthMonitor monitor = new HealthMonitor(workers.scheduler());
    private final Object lock = new Object();
    private volatile @Nullable String defaultConnection;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private State state = State.LOADED;
    private CompletableFuture<Void> connecting = CompletableFuture.completedFuture(null);
    private @Nullable CompletableFuture<Void> closing;

    private enum State {
        LOADED,
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    /**
     * Makes a manager; opens nothing.
     *
     * @param listeners hear of every change of a connection's status
     */
    public DefaultDatabaseManager(
            ManagerConfig config,
            PluginRegistry registry,
            Services services,
            List<HealthListener> listeners) {
        HealthEvents events = new HealthEvents(listeners, workers.blocking());
        OfferedAccess offered = new OfferedAccess(registry.adapters(), registry.providers());
        Map<String, DefaultNamedConnection> byName = new LinkedHashMap<>();
        config.connections()
                .forEach(
                        each ->
                                byName.put(
                                        each.name(),
                                        new DefaultNamedConnection(
                                                each, services, workers, offered, events)));
        this.connections = Collections.unmodifiableMap(byName);
        this.required =
                byName.values().stream()
                        .filter(each -> each.availability().required())
                        .map(NamedConnection::name)
                        .collect(Collectors.toUnmodifiableSet());
        this.plugins = registry.plugins();
        this.defaultConnection = config.defaultConnection().orElse(null);
    }

    @Override
    public void connect() {
        synchronized (lock) {
            if (state == State.CLOSED) {
                throw new ConnectionClosedException("the manager");
            }
            if (state != State.LOADED) {
                throw new AlreadyConnectedException();
            }
            state = State.CONNECTING;
            connecting = new CompletableFuture<>();
        }
        try {
            connectAll();
        } finally {
            connecting.complete(null);
        }
    }

    private void connectAll() {
        Openings openings = new Openings(connections.values());
        Map<String, Throwable> failures = openings.await();
        synchronized (lock) {
            if (failures.isEmpty() && state == State.CONNECTING) {
                openings.activate();
                connections.values().forEach(this::watch);
                state = State.CONNECTED;
                return;
            }
        }
        openings.close(workers);
        synchronized (lock) {
            if (state == State.CLOSED) {
                throw new ConnectionClosedException("the manager");
            }
            state = State.LOADED;
        }
        throw new ConnectFailedException(failures);
    }

    private void watch(DefaultNamedConnection connection) {
        monitor.watch(
                connection.healthCheckInterval(),
                () -> {
                    CompletableFuture<Health> unused = connection.check();
                });
    }

    @Override
    public NamedConnection connection(String name) {
        NamedConnection connection = connections.get(name);
        if (connection == null) {
            throw new ConnectionNotFoundException(name, connections.keySet());
        }
        return connection;
    }

    @Override
    public NamedConnection defaultConnection() {
        return Optional.ofNullable(defaultConnection)
                .map(this::connection)
                .orElseThrow(() -> new NoDefaultConnectionException(connections.keySet()));
    }

    @Override
    public void setDefaultConnection(String name) {
        defaultConnection = connection(name).name();
    }

    @Override
    public List<NamedConnection> connections() {
        return List.copyOf(connections.values());
    }

    @Override
    public List<NamedConnection> connectionsTagged(String tag) {
        return connectionsWhere(connection -> connection.tags().containsKey(tag));
    }

    @Override
    public List<NamedConnection> connectionsTagged(String tag, String value) {
        return connectionsWhere(connection -> value.equals(connection.tags().get(tag)));
    }

    private List<NamedConnection> connectionsWhere(Predicate<NamedConnection> condition) {
        return connections().stream().filter(condition).toList();
    }

    @Override
    public Database defaultDatabase() {
        return defaultConnection().database();
    }

    @Override
    public Map<String, Health> healthCheck() {
        Map<String, CompletableFuture<Health>> checks = new TreeMap<>();
        connections.forEach((name, connection) -> checks.put(name, connection.check()));
        Map<String, Health> found = new TreeMap<>();
        checks.forEach((name, check) -> found.put(name, check.join()));
        return Collections.unmodifiableMap(found);
    }

    @Override
    public ManagerHealth health() {
        Map<String, Health> known = new TreeMap<>();
        connections.forEach((name, connection) -> known.put(name, connection.health()));
        return new ManagerHealth(overall(known), Collections.unmodifiableMap(known));
    }

    private Status overall(Map<String, Health> known) {
        synchronized (lock) {
            if (state != State.CONNECTED) {
                return state == State.CLOSED ? Status.CLOSED : Status.NOT_CONNECTED;
            }
        }
        Status worst = Status.UP;
        for (Map.Entry<String, Health> each : known.entrySet()) {
            Status status = each.getValue().status();
            if (status == Status.DOWN && required.contains(each.getKey())) {
                return Status.DOWN;
            }
            if (status == Status.DOWN || status == Status.DEGRADED) {
                worst = Status.DEGRADED;
            }
        }
        return worst;
    }

    @Override
    public ManagerStats stats() {
        Map<String, ConnectionStats> figures = new TreeMap<>();
        connections.forEach((name, connection) -> figures.put(name, connection.stats()));
        int healthy =
                (int) figures.values().stream().filter(each -> each.health().isAlive()).count();
        return new ManagerStats(
                figures.size(),
                healthy,
                figures.size() - healthy,
                Collections.unmodifiableMap(figures));
    }

    @Override
    public List<PluginInfo> plugins() {
        return plugins;
    }

    @Override
    public void close() {
        CompletableFuture<Void> done;
        synchronized (lock) {
            if (closing == null) {
                state = State.CLOSED;
                monitor.close();
                Stream<CompletableFuture<Void>> ends =
                        connections.values().stream().map(DefaultNamedConnection::close);
                closing =
                        CompletableFuture.allOf(
                                        Stream.concat(ends, Stream.of(connecting))
                                                .toArray(CompletableFuture<?>[]::new))
                                .whenComplete(
                                        (nothing, failure) -> {
                                            workers.close();
                                            closed.complete(null);
                                        });
            }
            done = closing;
        }
        done.join();
    }

    /** Completed when the manager is closed. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Says which connections there are; never holds a secret. */
    @Override
    public String toString() {
        return "DatabaseManager " + connections.keySet();
    }
}
