package io.dbm.core;

import com.typesafe.config.Config;
import io.dbm.ConfigurationChange;
import io.dbm.DatabaseManager;
import io.dbm.HealthListener;
import io.dbm.core.internal.config.ConfigurationSource;
import io.dbm.core.internal.config.Configured;
import io.dbm.core.internal.config.Given;
import io.dbm.core.internal.config.ManagedPool;
import io.dbm.core.internal.config.PluginsBlock;
import io.dbm.core.internal.connection.Services;
import io.dbm.core.internal.connection.Services.Customizer;
import io.dbm.core.internal.jmx.Beans;
import io.dbm.core.internal.manager.DefaultDatabaseManager;
import io.dbm.core.internal.manager.Exports;
import io.dbm.core.internal.manager.ShutdownHook;
import io.dbm.core.internal.metrics.Metrics;
import io.dbm.core.internal.plugin.Artifacts;
import io.dbm.core.internal.plugin.PluginLog;
import io.dbm.core.internal.plugin.PluginPlace;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.settings.Unprinted;
import io.dbm.spi.CredentialsSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link DatabaseManager}s.
 *
 * @since 0.1.0
 */
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
            return own.change(before -> before.reloaded(config));
        }
        throw new IllegalArgumentException("not a manager that Dbm has made: " + manager);
    }

    /** Takes what an application already has. Used by one thread. */
    public static final class Builder {

        private final Map<Class<?>, Object> services = new LinkedHashMap<>();
        private final List<Customizer<?>> customizers = new ArrayList<>();
        private final List<HealthListener> listeners = new ArrayList<>();
        private final Map<String, CredentialsSource> credentials = new LinkedHashMap<>();
        private final Map<String, ManagedPool> managed = new LinkedHashMap<>();
        private final List<PluginPlace> folders = new ArrayList<>();
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
            config = new Unprinted<>(source);
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
         * Finds plugins in a folder, too, as {@code plugins { dir = … }} in the file does; several
         * folders may be given, beside the file's.
         *
         * <p>Each jar, and each folder of jars, in it has a class loader of its own over {@code
         * dbm-api}, SLF4J and the JDK. They are unloaded when the manager is closed.
         *
         * @param folder a relative one starts in the working directory
         */
        public Builder plugins(Path folder) {
            folders.add(
                    new PluginPlace(
                            folder.toString(), "Dbm.builder().plugins(" + folder + ")", false));
            return this;
        }

        /**
         * Manages a data source that the application has made, beside what is configured, with
         * nothing but defaults; see {@link #manage(String, String, DataSource, Map)}.
         */
        public Builder manage(String name, String type, DataSource dataSource) {
            return manage(name, type, dataSource, Map.of());
        }

        /**
         * Manages a data source that the application has made, beside what is configured: access
         * layers, {@code database()}, transactions, health and figures are those of any connection.
         * It need not be a pool. If there is one, no {@code dbmanager} section is needed.
         *
         * <p><b>Who closes it.</b> The application, after the manager; dbm never does. When the
         * manager is closed, what it has handed out fails from then on, and {@code close()} waits
         * up to {@code shutdown-timeout} for JDBC connections that were borrowed through it. How
         * many are in use even then is logged at WARN; they are left alone, and can still be
         * returned.
         *
         * <p><b>Limits.</b> How many JDBC connections there are, how long one lives and how long a
         * borrower waits is for the pool to say: a key for that is a mistake here, and does not
         * apply if it is written for all connections. Only before the first sign of life, with
         * {@code start = tolerate} or {@code lazy}, a caller waits in dbm, for up to 10 s. The time
         * limit of a transaction ends the statement that runs; whether it can also lengthen the
         * pool's own limits depends on the driver, as does read-only.
         *
         * <p><b>What is lent</b> is in autocommit, even if the pool's is off, and goes back as it
         * came: what is open is rolled back, and autocommit, isolation, read-only, catalog, schema
         * and network timeout are what they were. One that is broken, or cannot be restored, is
         * closed beneath the pool, so that nobody is lent it again.
         *
         * <p><b>Health.</b> {@code connect()} and each check borrow one from the pool and try it,
         * within {@code connect-timeout}. If none is to be had, a HikariCP pool with all in use is
         * degraded; so is another pool while dbm itself has one in use, unless the failure is one
         * of the database. Anything else is down: dbm cannot tell a pool that others have exhausted
         * from a database that hangs. {@code connect()} and {@code reconnect()} fail in either
         * case. The pool is never replaced, and not tried more often than {@code
         * health-check-interval} says.
         *
         * <p><b>Figures</b> are the pool's own, with all that the application borrows itself, if it
         * is HikariCP and comes from dbm's class loader. Of any other, {@code inUse} is what is
         * borrowed through dbm, and the others are 0. Waits, timeouts, leaks, and what the pool has
         * opened and closed are never counted.
         *
         * <p><b>{@code reconnect()}</b> checks the pool, with retry, and replaces nothing. It
         * throws if that fails, and leaves everything as it is.
         *
         * <p>dbm does not know its password, and so cannot keep it out of what its driver says.
         *
         * @param name of the connection; in the file no other may have it
         * @param type of the database that it leads to, such as {@code postgres}; a SQL one
         * @param dataSource is asked for no connection before {@code connect()}
         * @param settings what could stand in the connection's block of the file: tags, {@code
         *     start}, {@code connect-timeout}, the blocks of access layers. Texts, numbers,
         *     booleans, {@link java.time.Duration}s, and lists and maps of them
         * @throws IllegalArgumentException if there is one of that name, or the settings hold what
         *     no file could
         */
        public Builder manage(
                String name, String type, DataSource dataSource, Map<String, ?> settings) {
            ManagedPool pool = ManagedPool.of(name, type, dataSource, settings);
            if (managed.putIfAbsent(Objects.requireNonNull(name, "name"), pool) != null) {
                throw new IllegalArgumentException(
                        "a data source is managed as '"
                                + name
                                + "' already: give this another name");
            }
            return this;
        }

        /**
         * Hands an object to the plugins that ask for its type, and to dbm: a {@code
         * MetricRegistry} and a {@code CollectorRegistry} are what {@code enable-metrics} exports
         * to, an {@code OpenTelemetry} is what {@code enable-tracing} traces with, and an {@code
         * MBeanServer} where {@code enable-jmx} shows. A later one of a type replaces it.
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
         * Has a listener hear of every change of a connection's status; several are told beside
         * each other.
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
            Config loaded = ConfigurationSource.load(loader, config);
            List<PluginPlace> places = new ArrayList<>(folders);
            Optional<PluginPlace> place = PluginsBlock.place(loaded);
            if (place.isPresent()) {
                places.add(place.get());
            }
            PluginRegistry plugins =
                    PluginRegistry.find(List.of(loader, Dbm.class.getClassLoader()), places);
            boolean isLoaded = false;
            try {
                PluginLog.log(plugins);
                DatabaseManager manager = load(loader, loaded, plugins);
                isLoaded = true;
                return manager;
            } finally {
                if (!isLoaded) {
                    plugins.close();
                }
            }
        }

        private DatabaseManager load(ClassLoader loader, Config loaded, PluginRegistry plugins) {
            for (Customizer<?> customizer : customizers) {
                requireOffered(customizer.type(), plugins);
            }
            Services all = new Services(services, customizers);
            Exports exports = new Exports(new Metrics(all), new Beans(all));
            Given given = new Given(Map.copyOf(credentials), List.copyOf(managed.values()));
            ConfigurationSource source =
                    new ConfigurationSource(loader, config, plugins, given, exports::obstacle);
            DefaultDatabaseManager manager =
                    new DefaultDatabaseManager(
                            source,
                            Configured.from(source, loaded),
                            plugins,
                            all,
                            exports,
                            listeners);
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
            ClassLoader loader =
                    classLoader == null
                            ? Thread.currentThread().getContextClassLoader()
                            : classLoader;
            return loader == null ? Dbm.class.getClassLoader() : loader;
        }
    }
}
