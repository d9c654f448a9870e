package io.dbm.core.internal.manager;

import io.dbm.ConfigurationChange;
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
import io.dbm.core.internal.config.ConfigurationSource;
import io.dbm.core.internal.config.Configured;
import io.dbm.core.internal.config.ConfiguredExtension;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.config.ManagerConfig;
import io.dbm.core.internal.connection.DefaultNamedConnection;
import io.dbm.core.internal.connection.OfferedAccess;
import io.dbm.core.internal.connection.Services;
import io.dbm.core.internal.extension.Extensions;
import io.dbm.core.internal.health.CheckQueue;
import io.dbm.core.internal.health.HealthEvents;
import io.dbm.core.internal.manager.ConnectionSet.State;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.EffectiveSetting;
import io.dbm.spi.ExtensionContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manager of one configuration, which may change. */
public final class DefaultDatabaseManager implements DatabaseManager {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.manager");

    private final PluginRegistry plugins;
    private final ConnectionSet set;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile @Nullable String defaultConnection;

    /** Changed by one change after another. */
    private volatile Configured configured;

    /** Which one the configuration says; code may have chosen another. */
    private volatile Optional<String> configuredDefault;

    private volatile List<EffectiveSetting> effective;

    /**
     * Makes a manager; opens nothing.
     *
     * @param loaded from that source, before plugins were looked for
     * @param registry of plugins; closed with it
     * @param exports of its connections; closed with it
     * @param listeners hear of every change of a connection's status
     * @throws io.dbm.ConfigurationException if anything is wrong with what was loaded
     */
    public DefaultDatabaseManager(
            ConfigurationSource source,
            Configured loaded,
            PluginRegistry registry,
            Services services,
            Exports exports,
            List<HealthListener> listeners) {
        this.configured = loaded;
        ManagerConfig read = configured.read();
        List<String> names = new ArrayList<>();
        for (ConnectionConfig each : read.connections()) {
            names.add(each.name());
        }
        source.given().requireAll(names); // while nothing is exported that would have to be closed
        Workers workers = new Workers();
        CheckQueue checks = new CheckQueue(workers);
        Extensions extensions =
                new Extensions(workers, read.extensions(), new Context(this, services));
        HealthEvents toListeners = new HealthEvents(listeners, workers.blocking());
        HealthListener events =
                (connection, before, now) -> {
                    toListeners.healthChanged(connection, before, now);
                    extensions.healthChanged(connection, before, now);
                };
        OfferedAccess offered = new OfferedAccess(registry.adapters(), registry.providers());
        this.plugins = registry;
        this.configuredDefault = read.defaultConnection();
        this.defaultConnection = configuredDefault.orElse(null);
        this.effective = read.effective();
        this.set =
                new ConnectionSet(
                        workers,
                        read.connections(),
                        each ->
                                new DefaultNamedConnection(
                                        each, services, workers, checks, offered, events),
                        exports,
                        extensions);
    }

    @Override
    public void connect() {
        set.connect();
    }

    @Override
    public ConfigurationChange reload() {
        return change(Configured::reloaded);
    }

    @Override
    public void add(String name, Map<String, ?> settings) {
        change(
                before -> {
                    if (set.byName().containsKey(name)) {
                        throw Configured.mistake(
                                name, "add", "there is a connection of that name: use replace");
                    }
                    return before.with(name, settings, "add");
                });
    }

    @Override
    public void replace(String name, Map<String, ?> settings) {
        change(
                before -> {
                    DefaultNamedConnection known = found(name);
                    return before.with(known.name(), settings, "replace");
                });
    }

    @Override
    public void remove(String name) {
        DefaultNamedConnection removed = found(name);
        change(
                before -> {
                    DefaultNamedConnection known = found(name);
                    if (set.byName().size() == 1) {
                        throw Configured.mistake(
                                name,
                                "remove",
                                "is the only connection, and a manager has at least one: close the"
                                        + " manager instead");
                    }
                    return before.without(known.name());
                });
        removed.close().join();
    }

    /**
     * Applies what is different after a step from what is configured to something else.
     *
     * @throws io.dbm.ConfigurationException if anything is wrong with that; nothing is changed then
     * @throws io.dbm.ConnectFailedException if a new pool could not be opened; nothing is changed
     *     then
     */
    public ConfigurationChange change(UnaryOperator<Configured> step) {
        ConfigurationChange made = set.change(new Step(step));
        LOG.info(
                "event=reconfigured added={} reopened={} adjusted={} removed={}",
                made.added(),
                made.reopened(),
                made.adjusted(),
                made.removed());
        return made;
    }

    /** One step from what is configured to something else. */
    private final class Step implements ConnectionSet.Wanted {
        private final UnaryOperator<Configured> step;
        private @Nullable Configured next;
        private @Nullable ManagerConfig read;

        Step(UnaryOperator<Configured> step) {
            this.step = step;
        }

        @Override
        public List<ConnectionConfig> connections() {
            next = step.apply(configured);
            ManagerConfig config = next.read();
            read = config;
            return config.connections();
        }

        @Override
        public List<ConfiguredExtension> extensions() {
            return Objects.requireNonNull(read).extensions();
        }

        /** What code has made the default stays it, unless the file says another than before. */
        @Override
        public void changed() {
            Configured now = Objects.requireNonNull(next);
            ManagerConfig config = Objects.requireNonNull(read);
            Optional<String> nextDefault = config.defaultConnection();
            String known = defaultConnection;
            boolean isGone = known != null && !set.byName().containsKey(known);
            if (isGone || !configuredDefault.equals(nextDefault)) {
                defaultConnection = nextDefault.orElse(null);
            }
            configuredDefault = nextDefault;
            configured = now;
            effective = config.effective();
        }
    }

    /** What extensions are given. */
    private record Context(DefaultDatabaseManager owner, Services services)
            implements ExtensionContext {
        @Override
        public DatabaseManager manager() {
            return owner;
        }

        @Override
        public List<EffectiveSetting> configuration() {
            return owner.effective;
        }

        @Override
        public <T> Optional<T> service(Class<T> type) {
            return services.find(type);
        }

        /** Says whose it is. */
        @Override
        public String toString() {
            return owner.toString();
        }
    }

    @Override
    public NamedConnection connection(String name) {
        return found(name);
    }

    private DefaultNamedConnection found(String name) {
        Map<String, DefaultNamedConnection> connections = set.byName();
        DefaultNamedConnection connection = connections.get(name);
        if (connection == null) {
            throw new ConnectionNotFoundException(name, connections.keySet());
        }
        return connection;
    }

    @Override
    public NamedConnection defaultConnection() {
        return Optional.ofNullable(defaultConnection)
                .map(this::connection)
                .orElseThrow(() -> new NoDefaultConnectionException(set.byName().keySet()));
    }

    @Override
    public void setDefaultConnection(String name) {
        defaultConnection = connection(name).name();
    }

    @Override
    public List<NamedConnection> connections() {
        return List.copyOf(set.byName().values());
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
        set.byName().forEach((name, connection) -> checks.put(name, connection.check(true)));
        Map<String, Health> found = new TreeMap<>();
        checks.forEach((name, check) -> found.put(name, check.join()));
        return Collections.unmodifiableMap(found);
    }

    @Override
    public ManagerHealth health() {
        Map<String, Health> known = new TreeMap<>();
        set.byName().forEach((name, connection) -> known.put(name, connection.health()));
        return new ManagerHealth(overall(known), Collections.unmodifiableMap(known));
    }

    private Status overall(Map<String, Health> known) {
        State state = set.state();
        if (state != State.CONNECTED) {
            return state == State.CLOSED ? Status.CLOSED : Status.NOT_CONNECTED;
        }
        Map<String, DefaultNamedConnection> connections = set.byName();
        Status worst = Status.UP;
        for (Map.Entry<String, Health> each : known.entrySet()) {
            Status status = each.getValue().status();
            DefaultNamedConnection connection = connections.get(each.getKey());
            if (status == Status.DOWN && connection != null && connection.isRequired()) {
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
        set.byName().forEach((name, connection) -> figures.put(name, connection.stats()));
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
        return plugins.plugins();
    }

    @Override
    public void close() {
        try {
            set.close().join();
        } finally {
            try {
                plugins.close();
            } finally {
                closed.complete(null);
            }
        }
    }

    /** Completed when the manager is closed. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Says which connections there are; never holds a secret. */
    @Override
    public String toString() {
        return "DatabaseManager " + set.byName().keySet();
    }
}
