package io.dbm.core.internal.plugin;

import io.dbm.PluginInfo;
import io.dbm.PluginInfo.Kind;
import io.dbm.core.internal.failure.Causes;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.CredentialsProvider;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.ManagerExtension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The plugins that {@link ServiceLoader} finds with explicit class loaders.
 *
 * <p>A plugin that cannot be loaded, and two that claim one id, are no error here: they fail only
 * the connections that need them.
 */
public final class PluginRegistry {

    private final List<Found<DatabaseProvider>> providers = new ArrayList<>();
    private final List<Found<AccessAdapter<?>>> adapters = new ArrayList<>();
    private final List<Found<CredentialsProvider>> credentials = new ArrayList<>();
    private final List<Found<ManagerExtension>> extensions = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private record Found<P>(PluginInfo info, P plugin) {}

    private PluginRegistry() {}

    /** Finds what the class loaders see; a plugin that several of them see counts once. */
    public static PluginRegistry find(List<ClassLoader> classLoaders) {
        PluginRegistry registry = new PluginRegistry();
        Set<Class<?>> seen = new HashSet<>();
        for (ClassLoader loader : classLoaders) {
            registry.load(
                    ServiceLoader.load(DatabaseProvider.class, loader),
                    seen,
                    provider ->
                            registry.providers.add(
                                    found(Kind.PROVIDER, checked(provider), provider.type())));
            registry.load(
                    ServiceLoader.load(AccessAdapter.class, loader),
                    seen,
                    adapter ->
                            registry.adapters.add(
                                    found(Kind.ACCESS, checked(adapter), adapter.id())));
            registry.load(
                    ServiceLoader.load(CredentialsProvider.class, loader),
                    seen,
                    provider ->
                            registry.credentials.add(
                                    found(Kind.CREDENTIALS, checked(provider), provider.id())));
            registry.load(
                    ServiceLoader.load(ManagerExtension.class, loader),
                    seen,
                    extension ->
                            registry.extensions.add(
                                    found(Kind.EXTENSION, checked(extension), extension.id())));
        }
        return registry;
    }

    private <P> void load(ServiceLoader<P> loader, Set<Class<?>> seen, Consumer<P> register) {
        Iterator<ServiceLoader.Provider<P>> candidates = loader.stream().iterator();
        while (true) {
            String candidate = "a plugin";
            try {
                if (!candidates.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<P> provider = candidates.next();
                candidate = provider.type().getName();
                if (seen.add(provider.type())) {
                    register.accept(provider.get());
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                failures.add(candidate + " could not be loaded: " + rootMessage(e));
            }
        }
    }

    /** Touches everything that a plugin declares, so that a broken one shows here and not later. */
    private static DatabaseProvider checked(DatabaseProvider provider) {
        Objects.requireNonNull(provider.type(), "type()");
        Objects.requireNonNull(provider.settings(), "settings()");
        Objects.requireNonNull(provider.defaults(), "defaults()");
        Objects.requireNonNull(provider.unsupportedKeys(), "unsupportedKeys()");
        checkClientType(provider.clientType());
        return provider;
    }

    private static AccessAdapter<?> checked(AccessAdapter<?> adapter) {
        Objects.requireNonNull(adapter.id(), "id()");
        Objects.requireNonNull(adapter.accessType(), "accessType()");
        Objects.requireNonNull(adapter.settings(), "settings()");
        checkClientType(adapter.clientType());
        return adapter;
    }

    private static CredentialsProvider checked(CredentialsProvider provider) {
        Objects.requireNonNull(provider.id(), "id()");
        Objects.requireNonNull(provider.settings(), "settings()");
        return provider;
    }

    private static ManagerExtension checked(ManagerExtension extension) {
        Objects.requireNonNull(extension.id(), "id()");
        Objects.requireNonNull(extension.settings(), "settings()");
        return extension;
    }

    private static void checkClientType(Class<?> clientType) {
        Objects.requireNonNull(clientType, "clientType()");
        if (!clientType.isInterface()) {
            throw new IllegalArgumentException("clientType() must be an interface");
        }
    }

    private static <P> Found<P> found(Kind kind, P plugin, String id) {
        Class<?> type = plugin.getClass();
        Optional<String> version =
                Optional.ofNullable(type.getPackage().getImplementationVersion());
        Optional<String> location =
                Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                        .flatMap(source -> Optional.ofNullable(source.getLocation()))
                        .map(url -> url.getPath());
        return new Found<>(new PluginInfo(kind, id, type.getName(), version, location), plugin);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = Causes.root(failure);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    /** Returns every plugin that could be loaded. */
    public List<PluginInfo> plugins() {
        List<PluginInfo> all = new ArrayList<>();
        providers.forEach(found -> all.add(found.info()));
        adapters.forEach(found -> all.add(found.info()));
        credentials.forEach(found -> all.add(found.info()));
        extensions.forEach(found -> all.add(found.info()));
        return List.copyOf(all);
    }

    /** Returns what could not be loaded, and why. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** Returns every provider, those that claim one type included. */
    public List<DatabaseProvider> providers() {
        return providers.stream().map(Found::plugin).toList();
    }

    /** Returns every access adapter, those that claim one id included. */
    public List<AccessAdapter<?>> adapters() {
        List<AccessAdapter<?>> all = new ArrayList<>();
        adapters.forEach(found -> all.add(found.plugin()));
        return all;
    }

    /** Returns every plugin that brings credentials, those that claim one id included. */
    public List<CredentialsProvider> credentials() {
        return credentials.stream().map(Found::plugin).toList();
    }

    /** Returns every extension of managers, those that claim one id included. */
    public List<ManagerExtension> extensions() {
        return extensions.stream().map(Found::plugin).toList();
    }

    /** Says which plugins claim one id, if more than one does. */
    public Optional<String> conflict(Kind kind, String id) {
        List<String> claimants =
                plugins().stream()
                        .filter(plugin -> plugin.kind() == kind && plugin.id().equals(id))
                        .map(
                                plugin ->
                                        plugin.className()
                                                + plugin.location()
                                                        .map(jar -> " in " + jar)
                                                        .orElse(""))
                        .toList();
        return claimants.size() < 2
                ? Optional.empty()
                : Optional.of(
                        "more than one plugin brings '"
                                + id
                                + "': "
                                + String.join(", ", claimants)
                                + "; keep one of them on the class path");
    }
}
