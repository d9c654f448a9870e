package io.dbm.core;

import com.typesafe.config.Config;
import io.dbm.ConfigurationChange;
import io.dbm.DatabaseManager;
import io.dbm.HealthListener;
import io.dbm.core.internal.config.ConfigLoader;
import io.dbm.core.internal.config.ConfigReader;
import io.dbm.core.internal.config.ManagerConfig;
import io.dbm.core.internal.connection.Services;
import io.dbm.core.internal.connection.Services.Customizer;
import io.dbm.core.internal.manager.ConfigurationSource;
import io.dbm.core.internal.manager.DefaultDatabaseManager;
import io.dbm.core.internal.manager.ShutdownHook;
import io.dbm.core.internal.plugin.Artifacts;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.spi.CredentialsSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes {@link DatabaseManager}s. */
public final class Dbm {

    private Dbm() {}

    /**
     * Reads and checks {@code application.conf} from the class path; opens nothing.
     *
     * @throws io.dbm.ConfigurationException if anything is wrong with it; it names every mistake
     */
    public static DatabaseManager load() {
        return builder().load();
    }

    /**
     * Reads and checks the {@code dbmanager} section of a configuration; opens nothing.
     *
     * @param config is resolved if it was not yet
     * @throws io.dbm.ConfigurationException if anything is wrong with it; it names every mistake
     */
    public static DatabaseManager load(Config config) {
        return builder().config(config).load();
    }

    /** Returns a builder, for what an application already has. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Applies what is different in another configuration, as {@link DatabaseManager#reload()} does
     * with its own.
     *
     * @param manager was made here
     * @param config is resolved if it was not yet
     * @return what was changed
     * @throws io.dbm.ConfigurationException if anything is wrong with it; nothing is changed then
     * @throws io.dbm.ConnectFailedException if a new pool could not be opened; nothing is changed
     *     then
     * @throws io.dbm.ConnectionClosedException if the manager was closed
     */
    public static ConfigurationChange reload(DatabaseManager manager, Config config) {
        if (manager instanceof DefaultDatabaseManager own) {
            return own.reload(ConfigLoader.resolve(config));
        }
        throw new IllegalArgumentException("not a manager that Dbm has made: " + manager);
    }

    /** Where a configuration comes from: the application, or else the class path. */
    private record Source(
            ClassLoader classLoader,
            @Nullable Supplier<Config> given,
            PluginRegistry plugins,
            Map<String, CredentialsSource> credentials)
            implements ConfigurationSource {
        @Override
        public Config load() {
            return given == null
                    ? ConfigLoader.load(classLoader)
                    : ConfigLoader.resolve(given.get());
        }

        @Override
        public ManagerConfig read(Config resolved) {
            return new ConfigReader(plugins, classLoader, credentials).read(resolved);
        }
    }

    /** Takes what an application already has. Used by one thread. */
    public static final class Builder {

        private final Map<Class<?>, Object> services = new LinkedHashMap<>();
        private final List<Customizer<?>> customizers = new ArrayList<>();
        private final List<HealthListener> listeners = new ArrayList<>();
        private final Map<String, CredentialsSource> credentials = new LinkedHashMap<>();
        private boolean closeOnShutdown;
        private @Nullable Supplier<Config> config;
        private @Nullable ClassLoader classLoader;

        private Builder() {}

        /**
         * Takes the configuration from here, in place of {@code application.conf}.
         *
         * @param source is resolved if it was not yet
         */
        public Builder config(Config source) {
            Objects.requireNonNull(source, "config");
            config = () -> source;
            return this;
        }

        /**
         * Takes the configuration from here, in place of {@code application.conf}, and again at
         * each {@link DatabaseManager#reload()}.
         *
         * @param source what it returns is resolved if it was not yet
         */
        public Builder config(Supplier<Config> source) {
            config = Objects.requireNonNull(source, "config");
            return this;
        }

        /**
         * Finds plugins, mappers and resources with this class loader, beside dbm's own. Without
         * it, the context class loader of the thread that calls {@link #load} is asked, this one
         * time.
         */
        public Builder classLoader(ClassLoader loader) {
            classLoader = Objects.requireNonNull(loader, "loader");
            return this;
        }

        /**
         * Hands an object to the plugins that ask for its type; a later one of a type replaces it.
         */
        public <T> Builder service(Class<T> type, T service) {
            services.put(type, type.cast(Objects.requireNonNull(service, "service")));
            return this;
        }

        /**
         * Takes a connection's user and password from here, in place of {@code password}; a later
         * source of a connection replaces it.
         *
         * @param connection a name under {@code dbmanager.connections}
         */
        public Builder credentials(String connection, CredentialsSource source) {
            credentials.put(connection, Objects.requireNonNull(source, "source"));
            return this;
        }

        /**
         * Has a listener hear of every change of a connection's status; several are told in turn.
         */
        public Builder listener(HealthListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Closes the manager when the JVM shuts down, if it is not closed by then. An application
         * that closes it itself, as most do, needs no such hook.
         */
        public Builder closeOnShutdown() {
            closeOnShutdown = true;
            return this;
        }

        /**
         * Takes a step on every access layer of a type, once, before application code gets it.
         *
         * @param type what {@code access} is asked for, such as {@code Jdbi.class}
         * @param step is given the connection's name and the access layer; runs in the thread that
         *     asks for it first
         */
        public <A> Builder customize(Class<A> type, BiConsumer<String, ? super A> step) {
            customizers.add(new Customizer<>(type, Objects.requireNonNull(step, "step")));
            return this;
        }

        /**
         * Reads and checks the configuration; opens nothing.
         *
         * @throws io.dbm.ConfigurationException if anything is wrong with it; it names every
         *     mistake
         * @throws IllegalArgumentException if there is a step for an access layer that no plugin
         *     brings
         */
        public DatabaseManager load() {
            ClassLoader loader = applicationClassLoader();
            PluginRegistry plugins =
                    PluginRegistry.find(List.of(loader, Dbm.class.getClassLoader()));
            customizers.forEach(customizer -> requireOffered(customizer.type(), plugins));
            Source source = new Source(loader, config, plugins, Map.copyOf(credentials));
            DefaultDatabaseManager manager =
                    new DefaultDatabaseManager(
                            source, plugins, new Services(services, customizers), listeners);
            if (closeOnShutdown) {
                ShutdownHook.closeAtTheEnd(manager);
            }
            return manager;
        }

        private static void requireOffered(Class<?> type, PluginRegistry plugins) {
            if (plugins.adapters().stream().noneMatch(each -> each.accessType() == type)) {
                throw new IllegalArgumentException(
                        "nothing to customize: " + Artifacts.whereToFind(type));
            }
        }

        private ClassLoader applicationClassLoader() {
            return Optional.ofNullable(classLoader)
                    .or(() -> Optional.ofNullable(Thread.currentThread().getContextClassLoader()))
                    .orElseGet(Dbm.class::getClassLoader);
        }
    }
}
