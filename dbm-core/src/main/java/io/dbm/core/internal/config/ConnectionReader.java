package io.dbm.core.internal.config;

import io.dbm.core.internal.credentials.CredentialsConfig;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.core.internal.settings.Section;
import io.dbm.core.internal.tracing.Tracing;
import io.dbm.spi.Connector;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.EffectiveSetting;
import io.dbm.spi.Limits;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import io.dbm.spi.StandardKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.sql.DataSource;

/** Reads and checks one connection, with the help of its provider and of the access adapters. */
final class ConnectionReader {

    private static final Set<String> OWN_KEYS =
            Set.copyOf(LayeredSettings.names(CommonKeys.ofConnection()));

    private static final Set<String> INHERITED_KEYS =
            Set.copyOf(LayeredSettings.names(CommonKeys.INHERITED));

    private final PluginRegistry plugins;
    private final ClassLoader classLoader;
    private final Section global;
    private final String name;
    private final Section section;
    private final Optional<CredentialsSource> source;
    private final Optional<DataSource> existing;
    private final Obstacles obstacles;
    private final List<EffectiveSetting> effective = new ArrayList<>();

    /**
     * A reader for one connection.
     *
     * @param source of its credentials that the application has handed to the builder
     * @param existing what the application has made, if it is that which is to be managed
     * @param obstacles keep it from what its keys ask for
     */
    ConnectionReader(
            PluginRegistry plugins,
            ClassLoader classLoader,
            Section global,
            String name,
            Section section,
            Optional<CredentialsSource> source,
            Optional<DataSource> existing,
            Obstacles obstacles) {
        this.source = source;
        this.obstacles = obstacles;
        this.plugins = plugins;
        this.classLoader = classLoader;
        this.global = global;
        this.name = name;
        this.section = section;
        this.existing = existing;
    }

    Optional<ConnectionConfig> read() {
        Optional<DatabaseProvider> found = new ProviderFinder(plugins, section).find();
        Optional<DatabaseProvider> provider =
                found.isPresent() ? orManaged(found.get()) : Optional.empty();
        checkKeys(provider);
        LayeredSettings settings = settings(provider);
        checkName(settings);
        Limits limits = LimitsReader.limits(settings, unsupported(provider).keySet());
        RetryPolicy retry = LimitsReader.retry(settings);
        Availability availability = Availability.read(settings);
        boolean tracing = tracing(settings, provider);
        Observability observability =
                Observability.read(settings, section, name, obstacles, tracing);
        if (found.isEmpty() || provider.isEmpty()) {
            return Optional.empty();
        }
        ProviderSpec spec = new ProviderSpec(name, provider.get(), settings, limits);
        Optional<Connector> connector =
                PluginFaults.caught(
                        found.get().getClass(),
                        () -> provider.get().configure(spec),
                        fault -> section.problem(CommonKeys.TYPE.name(), fault));
        settings.readAll(provider.get().settings());
        LayersReader access =
                new LayersReader(
                        plugins, classLoader, global, name, section, provider.get(), settings);
        List<ConfiguredLayer<?>> layers = access.layers();
        Optional<ConfiguredLayer<?>> defaultAccess = access.defaultAccess(settings, layers);
        CredentialsReader login =
                new CredentialsReader(plugins, global, name, section, settings, source);
        CredentialsConfig credentials = login.read(spec.credentials());
        List<Secret> secrets = new ArrayList<>(access.secrets());
        secrets.addAll(login.secrets());
        effective.addAll(effective(settings, provider.get(), defaultAccess.isPresent()));
        effective.addAll(login.effective());
        effective.addAll(access.effective());
        if (connector.isEmpty()) {
            return Optional.empty();
        }
        List<Object> others =
                List.of(
                        provider.get().getClass(),
                        login.written(),
                        source,
                        existing,
                        observability.ofBackend(provider.get().clientType()));
        return Optional.of(
                new ConnectionConfig(
                        name,
                        provider.get().type(),
                        provider.get().clientType(),
                        settings.get(CommonKeys.TAGS).orElse(Map.of()),
                        limits,
                        settings.valueOf(CommonKeys.SHUTDOWN_TIMEOUT),
                        retry,
                        settings.valueOf(CommonKeys.HEALTH_CHECK_INTERVAL),
                        availability,
                        observability,
                        credentials,
                        spec.redaction(secrets),
                        connector.get(),
                        layers,
                        defaultAccess,
                        Written.of(settings.written(), others, layers)));
    }

    /** Returns the settings that hold for the connection which {@link #read} has read. */
    List<EffectiveSetting> effective() {
        return effective;
    }

    /** Defaults do not hold of keys that have no meaning here. */
    private List<EffectiveSetting> effective(
            LayeredSettings settings, DatabaseProvider provider, boolean isSql) {
        Set<String> meaningless = new TreeSet<>(provider.unsupportedKeys().keySet());
        if (!isSql) {
            meaningless.add(CommonKeys.DEFAULT_ACCESS.name());
        }
        List<SettingKey<?>> all = new ArrayList<>(CommonKeys.CONNECTION);
        all.addAll(provider.settings());
        all.addAll(CommonKeys.INHERITED);
        List<SettingKey<?>> keys = new ArrayList<>();
        for (SettingKey<?> key : all) {
            if (!meaningless.contains(key.name())) {
                keys.add(key);
            }
        }
        return new EffectiveSettings(Optional.of(name)).add("", keys, settings).all();
    }

    private Optional<DatabaseProvider> orManaged(DatabaseProvider provider) {
        if (existing.isEmpty()) {
            return Optional.of(provider);
        }
        if (provider.clientType() == DataSource.class) {
            return Optional.of(new ManagedProvider(provider, existing.get()));
        }
        section.problem(
                CommonKeys.TYPE.name(),
                "'"
                        + provider.type()
                        + "' is not SQL, and a data source is managed as a SQL database: name the"
                        + " type of the database that it leads to");
        return Optional.empty();
    }

    private void checkKeys(Optional<DatabaseProvider> provider) {
        Set<String> known = new TreeSet<>(AccessBlocks.ids(plugins));
        known.add(CommonKeys.CREDENTIALS);
        known.addAll(OWN_KEYS);
        if (provider.isPresent()) {
            known.addAll(LayeredSettings.names(provider.get().settings()));
            known.addAll(unsupported(provider).keySet()); // what to do is said of each
        } else {
            known.addAll(LayeredSettings.names(StandardKeys.all()));
            plugins.providers()
                    .forEach(each -> known.addAll(LayeredSettings.names(each.settings())));
        }
        UnknownKeys.check(section, known, plugins);
    }

    private LayeredSettings settings(Optional<DatabaseProvider> provider) {
        List<SettingKey<?>> declared = CommonKeys.ofConnection();
        Set<String> inherited = new HashSet<>(INHERITED_KEYS);
        Section typeDefaults = section.only(Set.of());
        if (provider.isPresent()) {
            declared.addAll(provider.get().settings());
            refuseKeysOfDbm(provider.get());
            typeDefaults =
                    section.defaults(
                            "the defaults of " + provider.get().getClass().getName(),
                            provider.get().defaults());
            UnknownKeys.check(typeDefaults, inherited, plugins);
        }
        Map<String, String> unsupported = unsupported(provider);
        for (Map.Entry<String, String> each : unsupported.entrySet()) {
            if (section.has(each.getKey())) {
                section.refuse(each.getKey(), each.getValue());
            }
        }
        inherited.removeAll(unsupported.keySet());
        return new LayeredSettings(declared, section, typeDefaults, global.only(inherited));
    }

    private static Map<String, String> unsupported(Optional<DatabaseProvider> provider) {
        return provider.isPresent() ? provider.get().unsupportedKeys() : Map.of();
    }

    private void refuseKeysOfDbm(DatabaseProvider provider) {
        Set<String> claimed = LayeredSettings.names(provider.settings());
        claimed.retainAll(OWN_KEYS);
        for (String key : claimed) {
            section.problem(
                    CommonKeys.TYPE.name(),
                    PluginFaults.describe(
                            provider.getClass(), "declares '" + key + "', which is dbm's own key"));
        }
    }

    private void checkName(LayeredSettings settings) {
        if (!settings.get(CommonKeys.NAME).orElse(name).equals(name)) {
            settings.reject(
                    CommonKeys.NAME,
                    "must equal the connection's key '" + name + "'; leave it out");
        }
    }

    private boolean tracing(LayeredSettings settings, Optional<DatabaseProvider> provider) {
        boolean enabled = settings.valueOf(CommonKeys.ENABLE_TRACING);
        if (enabled && provider.isPresent() && obstacles != Obstacles.NONE) {
            tracingObstacle(provider.get())
                    .ifPresent(message -> settings.reject(CommonKeys.ENABLE_TRACING, message));
        }
        return enabled;
    }

    /** Of SQL, dbm's own pool traces, and what is around another's. */
    private Optional<String> tracingObstacle(DatabaseProvider provider) {
        return PluginFaults.caught(
                        provider.getClass(),
                        provider::tracingObstacle,
                        fault -> section.problem(CommonKeys.TYPE.name(), fault))
                .flatMap(Function.identity())
                .or(
                        () ->
                                provider.clientType() == DataSource.class
                                        ? Tracing.obstacle()
                                        : Optional.empty());
    }
}
