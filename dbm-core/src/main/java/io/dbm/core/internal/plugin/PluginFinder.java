package io.dbm.core.internal.plugin;

import io.dbm.PluginInfo;
import io.dbm.PluginInfo.Kind;
import io.dbm.core.internal.failure.Causes;
import io.dbm.core.internal.linkage.ApiCheck;
import io.dbm.core.internal.plugin.PluginRegistry.Found;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.CredentialsProvider;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.ManagerExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** Asks class loaders for plugins, one after another, and keeps the faults of one from the rest. */
final class PluginFinder {

    private final List<Found<DatabaseProvider>> providers = new ArrayList<>();
    private final List<Found<AccessAdapter<?>>> adapters = new ArrayList<>();
    private final List<Found<CredentialsProvider>> credentials = new ArrayList<>();
    private final List<Found<ManagerExtension>> extensions = new ArrayList<>();
    private final List<PluginFailure> failures = new ArrayList<>();

    /** Kinds with classes: one class may be a plugin of several kinds. */
    private final Set<List<?>> seen = new HashSet<>();

    /**
     * Where plugins are looked for.
     *
     * @param folder the name of the jar, or folder of jars, in a folder of plugins
     * @param place that one, as errors name it, or nothing
     */
    private record Source(ClassLoader loader, Optional<String> folder, String place) {}

    /** Finds what a class loader of the application's, or dbm's, sees. */
    void onClassPath(ClassLoader loader) {
        find(new Source(loader, Optional.empty(), ""));
    }

    /** Finds what is in a folder. */
    void in(PluginFolder folder) {
        failures.addAll(folder.failures());
        for (PluginFolder.Unit unit : folder.units()) {
            int before = seen.size() + failures.size();
            find(new Source(unit.loader(), Optional.of(unit.name()), " in " + unit.path()));
            if (seen.size() + failures.size() == before) {
                failures.add(withoutPlugins(unit, folder.origin()));
            }
        }
    }

    private static PluginFailure withoutPlugins(PluginFolder.Unit unit, String origin) {
        return PluginFailure.of(
                        unit.path()
                                + ", in the folder that "
                                + origin
                                + " names, brings no plugin: put a driver, or another library, into"
                                + " one folder with the plugin that needs it, or remove it")
                .in(unit.name());
    }

    private void find(Source source) {
        for (Kind kind : Kind.values()) {
            for (ServiceLoader.Provider<?> each : candidates(source, kind)) {
                load(source, kind, each);
            }
        }
    }

    private static Class<?> service(Kind kind) {
        return switch (kind) {
            case PROVIDER -> DatabaseProvider.class;
            case ACCESS -> AccessAdapter.class;
            case CREDENTIALS -> CredentialsProvider.class;
            case EXTENSION -> ManagerExtension.class;
        };
    }

    private static String id(Kind kind, Object plugin) {
        return switch (kind) {
            case PROVIDER -> ((DatabaseProvider) plugin).type();
            case ACCESS -> ((AccessAdapter<?>) plugin).id();
            case CREDENTIALS -> ((CredentialsProvider) plugin).id();
            case EXTENSION -> ((ManagerExtension) plugin).id();
        };
    }

    private void register(Source source, Kind kind, Object plugin) {
        switch (kind) {
            case PROVIDER ->
                    providers.add(found(source, kind, Declared.checked((DatabaseProvider) plugin)));
            case ACCESS -> {
                AccessAdapter<?> adapter = Declared.checked((AccessAdapter<?>) plugin);
                add(source, "access layer", found(source, kind, adapter), adapters);
            }
            case CREDENTIALS ->
                    credentials.add(
                            found(source, kind, Declared.checked((CredentialsProvider) plugin)));
            case EXTENSION -> {
                ManagerExtension extension = Declared.checked((ManagerExtension) plugin);
                add(source, "extension", found(source, kind, extension), extensions);
            }
        }
    }

    /** Returns those of a kind that no class loader before has seen; none of them is made yet. */
    private List<ServiceLoader.Provider<?>> candidates(Source source, Kind kind) {
        List<ServiceLoader.Provider<?>> candidates = new ArrayList<>();
        Class<?> service = service(kind);
        ServiceLoader<?> services = ServiceLoader.load(service, source.loader());
        if (services == null) { // it never is, but for what a mediator has put in its place
            throw new IllegalStateException(
                    "no plugin can be found: the OSGi bundle that finds services, SPI Fly or another"
                            + " Service Loader Mediator, is stopped; start it");
        }
        Iterator<? extends ServiceLoader.Provider<?>> found = services.stream().iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return candidates;
                }
                ServiceLoader.Provider<?> candidate = found.next();
                if (seen.add(List.of(kind, candidate.type()))) {
                    candidates.add(candidate);
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                failed(source, kind, Optional.empty(), unloadable(source, service, e));
                if (!isAbleToSearch(source.loader(), service)) {
                    return candidates; // it would fail again and again
                }
            }
        }
    }

    private static boolean isAbleToSearch(ClassLoader loader, Class<?> service) {
        try {
            loader.getResources("META-INF/services/" + service.getName());
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private void load(Source source, Kind kind, ServiceLoader.Provider<?> candidate) {
        Class<?> type = candidate.type();
        List<String> missing;
        try {
            missing = Version.isThatOfApi(type) ? List.of() : ApiCheck.missing(type);
        } catch (LinkageError | RuntimeException e) {
            failed(source, kind, Optional.empty(), unusable(type, e));
            return;
        }
        Optional<String> name = Optional.empty();
        try (ContextLoader plugins = ContextLoader.of(type)) {
            Object plugin = candidate.get();
            name = Optional.ofNullable(id(kind, plugin));
            if (missing.isEmpty()) {
                register(source, kind, plugin);
            }
        } catch (Throwable e) { // of Kotlin's and Groovy's methods any may throw a checked one
            if (missing.isEmpty()) {
                failed(source, kind, name, unusable(type, e));
            }
        }
        if (!missing.isEmpty()) {
            failed(source, kind, name, Misfit.ofApi(type, missing));
        }
    }

    private void failed(Source source, Kind kind, Optional<String> id, String message) {
        PluginFailure failure = PluginFailure.of(message).of(kind, id);
        failures.add(source.folder().map(failure::in).orElse(failure));
    }

    private static String unloadable(Source source, Class<?> service, Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        if (text.endsWith(" not a subtype")) {
            return "a plugin"
                    + source.place()
                    + " was loaded with another dbm-api than dbm's own ("
                    + text
                    + "): leave dbm-api out of what its class loader brings";
        }
        return Named.unloadable(service, source.loader(), failure)
                .flatMap(plugin -> Misfit.of(plugin, failure))
                .orElseGet(
                        () ->
                                "a plugin"
                                        + source.place()
                                        + " could not be loaded: "
                                        + rootMessage(failure));
    }

    private static String unusable(Class<?> type, Throwable failure) {
        Throwable root = Causes.root(failure);
        return Misfit.of(type, root)
                .orElseGet(
                        () ->
                                Named.of(type)
                                        + (root instanceof UnseenTypeException
                                                ? " cannot be used: " + root.getMessage()
                                                : " could not be loaded: " + rootMessage(failure)));
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = Causes.root(failure);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    /** Adds one that a block of the file names by its id alone: the class path's goes first. */
    private <P> void add(Source source, String what, Found<P> plugin, List<Found<P>> known) {
        String id = plugin.info().id();
        Optional<PluginInfo> other =
                source.folder().isPresent() ? onClassPath(id, known) : Optional.empty();
        if (other.isPresent()) {
            failed(
                    source,
                    plugin.info().kind(),
                    Optional.empty(),
                    Named.of(plugin.plugin().getClass())
                            + " is not used: it brings the "
                            + what
                            + " '"
                            + id
                            + "', and so does "
                            + other.get().className()
                            + " on the class path; remove one of the two");
            return;
        }
        known.add(plugin);
    }

    private static <P> Optional<PluginInfo> onClassPath(String id, List<Found<P>> known) {
        return known.stream()
                .map(Found::info)
                .filter(info -> info.id().equals(id) && info.folder().isEmpty())
                .findFirst();
    }

    private static <P> Found<P> found(Source source, Kind kind, P plugin) {
        Class<?> type = plugin.getClass();
        return new Found<>(
                new PluginInfo(
                        kind,
                        id(kind, plugin),
                        type.getName(),
                        Version.of(type),
                        Location.of(type),
                        source.folder()),
                plugin);
    }

    List<Found<DatabaseProvider>> providers() {
        return providers;
    }

    List<Found<AccessAdapter<?>>> adapters() {
        return adapters;
    }

    List<Found<CredentialsProvider>> credentials() {
        return credentials;
    }

    List<Found<ManagerExtension>> extensions() {
        return extensions;
    }

    List<PluginFailure> failures() {
        return failures;
    }
}
