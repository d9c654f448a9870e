package io.dbm.core.internal.config;

import io.dbm.PluginInfo.Kind;
import io.dbm.core.internal.plugin.Artifacts;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.Credentials;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.Limits;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Reads and checks one connection, with the help of its provider and of the access adapters. */
final class ConnectionReader {

    private final PluginRegistry plugins;
    private final ClassLoader classLoader;
    private final Section global;
    private final String name;
    private final Section section;

    ConnectionReader(
            PluginRegistry plugins,
            ClassLoader classLoader,
            Section global,
            String name,
            Section section) {
        this.plugins = plugins;
        this.classLoader = classLoader;
        this.global = global;
        this.name = name;
        this.section = section;
    }

    Optional<ConnectionConfig> read() {
        Optional<DatabaseProvider> provider = provider();
        checkKeys(provider);
        LayeredSettings settings = settings(provider);
        checkName(settings);
        Limits limits = LimitsReader.limits(settings);
        RetryPolicy retry = LimitsReader.retry(settings);
        rejectWhatIsNotThereYet(settings);
        if (provider.isEmpty()) {
            return Optional.empty();
        }
        Spec spec = new Spec(name, settings, limits);
        Optional<Connector> connector =
                guarded(provider.get().getClass(), () -> provider.get().configure(spec));
        List<ConfiguredLayer<?>> layers = layers(provider.get());
        Optional<ConfiguredLayer<?>> defaultAccess =
                defaultAccess(provider.get(), settings, layers);
        return connector.map(
                opens ->
                        new ConnectionConfig(
                                name,
                                provider.get().type(),
                                provider.get().clientType(),
                                settings.get(CommonKeys.TAGS).orElse(java.util.Map.of()),
                                limits,
                                settings.valueOf(CommonKeys.SHUTDOWN_TIMEOUT),
                                retry,
                                settings.valueOf(CommonKeys.HEALTH_CHECK_INTERVAL),
                                settings.valueOf(CommonKeys.ENABLE_AUTO_RECONNECT),
                                settings.valueOf(CommonKeys.ENABLE_LOGGING),
                                spec.credentials(provider.get()),
                                opens,
                                layers,
                                defaultAccess));
    }

    private Optional<DatabaseProvider> provider() {
        List<String> types =
                plugins.providers().stream()
                        .map(DatabaseProvider::type)
                        .distinct()
                        .sorted()
                        .toList();
        String found =
                (types.isEmpty()
                                ? "; no provider is on the class path"
                                : "; on the class path: " + String.join(", ", types))
                        + plugins.failures().stream()
                                .map(failure -> "; " + failure)
                                .collect(java.util.stream.Collectors.joining());
        LayeredSettings settings = new LayeredSettings(CommonKeys.CONNECTION, section);
        if (!section.has(CommonKeys.TYPE.name())) {
            section.problem(
                    CommonKeys.TYPE.name(), "is missing: say which database this is" + found);
            return Optional.empty();
        }
        Optional<String> type = settings.get(CommonKeys.TYPE);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> conflict = plugins.conflict(Kind.PROVIDER, type.get());
        if (conflict.isPresent()) {
            settings.reject(CommonKeys.TYPE, conflict.get());
            return Optional.empty();
        }
        Optional<DatabaseProvider> provider =
                plugins.providers().stream()
                        .filter(candidate -> candidate.type().equals(type.get()))
                        .findFirst();
        if (provider.isEmpty()) {
            settings.reject(
                    CommonKeys.TYPE,
                    "no provider for '"
                            + type.get()
                            + "'"
                            + Artifacts.of(type.get())
                                    .map(artifact -> ": add " + artifact)
                                    .orElse(Suggestions.didYouMean(type.get(), types))
                            + found);
        }
        return provider;
    }

    private void checkKeys(Optional<DatabaseProvider> provider) {
        Set<String> known = new TreeSet<>(AccessBlocks.ids(plugins));
        CommonKeys.CONNECTION.forEach(key -> known.add(key.name()));
        CommonKeys.INHERITED.forEach(key -> known.add(key.name()));
        if (provider.isPresent()) {
            provider.get().settings().forEach(key -> known.add(key.name()));
        } else {
            StandardKeys.all().forEach(key -> known.add(key.name()));
            plugins.providers()
                    .forEach(each -> each.settings().forEach(key -> known.add(key.name())));
        }
        UnknownKeys.check(section, known, plugins);
    }

    private LayeredSettings settings(Optional<DatabaseProvider> provider) {
        List<SettingKey<?>> declared = new ArrayList<>(CommonKeys.CONNECTION);
        declared.addAll(CommonKeys.INHERITED);
        Section typeDefaults = Section.empty("", new Problems());
        if (provider.isPresent()) {
            declared.addAll(provider.get().settings());
            typeDefaults =
                    Section.ofDefaults(
                            "the defaults of " + provider.get().type(),
                            provider.get().defaults(),
                            new Problems());
        }
        Set<String> inherited = new TreeSet<>();
        CommonKeys.INHERITED.forEach(key -> inherited.add(key.name()));
        return new LayeredSettings(declared, section, typeDefaults, global.only(inherited));
    }

    private void checkName(LayeredSettings settings) {
        settings.get(CommonKeys.NAME)
                .filter(written -> !written.equals(name))
                .ifPresent(
                        written ->
                                settings.reject(
                                        CommonKeys.NAME,
                                        "must equal the connection's key '"
                                                + name
                                                + "', not '"
                                                + written
                                                + "'; leave it out"));
    }

    private static void rejectWhatIsNotThereYet(LayeredSettings settings) {
        for (SettingKey<Boolean> key :
                List.of(CommonKeys.ENABLE_METRICS, CommonKeys.ENABLE_TRACING)) {
            if (settings.get(key).orElse(false)) {
                settings.reject(key, "this version of dbm does not have it yet; leave it out");
            }
        }
    }

    private List<ConfiguredLayer<?>> layers(DatabaseProvider provider) {
        List<ConfiguredLayer<?>> layers = new ArrayList<>();
        for (AccessAdapter<?> adapter : plugins.adapters()) {
            boolean fits = adapter.clientType() == provider.clientType();
            Optional<String> conflict = plugins.conflict(Kind.ACCESS, adapter.id());
            if (section.has(adapter.id())) {
                AccessBlocks.checkKeys(section, adapter, plugins);
                if (!fits) {
                    section.problem(adapter.id(), doesNotFit(adapter, provider));
                }
                conflict.ifPresent(message -> section.problem(adapter.id(), message));
            }
            if (fits && conflict.isEmpty()) {
                layer(adapter).ifPresent(layers::add);
            }
        }
        layers.sort(Comparator.comparing(layer -> layer.adapter().id()));
        return List.copyOf(layers);
    }

    private <A> Optional<ConfiguredLayer<A>> layer(AccessAdapter<A> adapter) {
        Settings settings =
                new LayeredSettings(
                        adapter.settings(),
                        section.nested(adapter.id()),
                        global.nested(adapter.id()));
        AccessSpec spec = new LayerSpec(name, settings, classLoader);
        Optional<AccessLayer<A>> layer = guarded(adapter.getClass(), () -> adapter.configure(spec));
        return layer.map(configured -> new ConfiguredLayer<>(adapter, configured));
    }

    private static String doesNotFit(AccessAdapter<?> adapter, DatabaseProvider provider) {
        return "'"
                + adapter.id()
                + "' needs a "
                + adapter.clientType().getSimpleName()
                + ", and "
                + provider.type()
                + " gives a "
                + provider.clientType().getSimpleName();
    }

    private Optional<ConfiguredLayer<?>> defaultAccess(
            DatabaseProvider provider, LayeredSettings settings, List<ConfiguredLayer<?>> layers) {
        Optional<String> id = settings.get(CommonKeys.DEFAULT_ACCESS);
        boolean sql = provider.clientType() == DataSource.class;
        if (id.isEmpty() || (!sql && !settings.isWritten(CommonKeys.DEFAULT_ACCESS))) {
            return Optional.empty();
        }
        Optional<String> conflict = plugins.conflict(Kind.ACCESS, id.get());
        if (conflict.isPresent()) {
            settings.reject(CommonKeys.DEFAULT_ACCESS, conflict.get());
            return Optional.empty();
        }
        for (ConfiguredLayer<?> layer : layers) {
            if (layer.adapter().id().equals(id.get())) {
                if (layer.layer().sessions().isPresent()) {
                    return Optional.of(layer);
                }
                settings.reject(
                        CommonKeys.DEFAULT_ACCESS,
                        "'" + id.get() + "' supplies no JDBC connections to run statements on");
                return Optional.empty();
            }
        }
        rejectDefaultAccess(provider, settings, id.get());
        return Optional.empty();
    }

    private void rejectDefaultAccess(
            DatabaseProvider provider, LayeredSettings settings, String id) {
        Optional<AccessAdapter<?>> elsewhere =
                plugins.adapters().stream().filter(adapter -> adapter.id().equals(id)).findFirst();
        if (elsewhere.isPresent()) {
            if (elsewhere.get().clientType() != provider.clientType()) {
                settings.reject(CommonKeys.DEFAULT_ACCESS, doesNotFit(elsewhere.get(), provider));
            }
            return; // or its own settings are wrong, which was said
        }
        Set<String> known = AccessBlocks.ids(plugins);
        settings.reject(
                CommonKeys.DEFAULT_ACCESS,
                "no access layer '"
                        + id
                        + "'"
                        + Artifacts.of(id)
                                .map(artifact -> ": add " + artifact)
                                .orElse(Suggestions.didYouMean(id, known))
                        + "; on the class path: "
                        + String.join(", ", known));
    }

    /** A plugin that breaks its word and throws fails this connection, and no other one. */
    private <T> Optional<T> guarded(Class<?> plugin, Supplier<T> configure) {
        try {
            return Optional.of(configure.get());
        } catch (RuntimeException | LinkageError e) {
            section.problem(
                    CommonKeys.TYPE.name(),
                    "the plugin "
                            + plugin.getName()
                            + " failed with "
                            + e.getClass().getName()
                            + "; this is a fault of the plugin");
            return Optional.empty();
        }
    }

    private record LayerSpec(String connection, Settings settings, ClassLoader classLoader)
            implements AccessSpec {}

    private static final class Spec implements ConnectionSpec {
        private final String name;
        private final LayeredSettings settings;
        private final Limits limits;
        private Credentials fromDsn = Credentials.none();

        Spec(String name, LayeredSettings settings, Limits limits) {
            this.name = name;
            this.settings = settings;
            this.limits = limits;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Settings settings() {
            return settings;
        }

        @Override
        public Limits limits() {
            return limits;
        }

        @Override
        public void defaultCredentials(Credentials credentials) {
            fromDsn = credentials;
        }

        Credentials credentials(DatabaseProvider provider) {
            Optional<String> user = read(provider, StandardKeys.USER);
            Optional<Secret> password = read(provider, StandardKeys.PASSWORD);
            return new Credentials(user.or(fromDsn::user), password.or(fromDsn::password));
        }

        private <T> Optional<T> read(DatabaseProvider provider, SettingKey<T> key) {
            boolean declared =
                    provider.settings().stream().map(SettingKey::name).anyMatch(key.name()::equals);
            return declared ? settings.get(key) : Optional.empty();
        }
    }
}
