package io.dbm.core.internal.plugin;

import io.dbm.PluginInfo;
import io.dbm.PluginInfo.Kind;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.CredentialsProvider;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.ManagerExtension;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plugins that {@link ServiceLoader} finds with explicit class loaders: on the class path, and
 * in folders.
 *
 * <p>A plugin that cannot be loaded, and two that claim one id, are no error here: they fail only
 * the connections that need them. A provider, or what brings credentials, also goes by {@code
 * <folder>/<id>} if it is in a folder, and else by {@code class-path/<id>}.
 */
public final class PluginRegistry implements AutoCloseable {

    /** What stands for a folder's name in the name of a plugin on the class path. */
    static final String CLASS_PATH = "class-path";

    private final List<Found<DatabaseProvider>> providers;
    private final List<Found<AccessAdapter<?>>> adapters;
    private final List<Found<CredentialsProvider>> credentials;
    private final List<Found<ManagerExtension>> extensions;
    private final List<PluginFailure> failures;
    private final List<PluginFolder> folders;
    private final List<PluginInfo> plugins;

    /** A plugin that could be loaded. */
    record Found<P>(PluginInfo info, P plugin) {}

    private PluginRegistry(PluginFinder finder, List<PluginFolder> folders) {
        this.providers = List.copyOf(finder.providers());
        this.adapters = List.copyOf(finder.adapters());
        this.credentials = List.copyOf(finder.credentials());
        this.extensions = List.copyOf(finder.extensions());
        this.failures = List.copyOf(finder.failures());
        this.folders = folders;
        List<PluginInfo> all = new ArrayList<>();
        List<List<? extends Found<?>>> kinds =
                List.of(providers, adapters, credentials, extensions);
        for (List<? extends Found<?>> kind : kinds) {
            for (Found<?> found : kind) {
                all.add(found.info());
            }
        }
        this.plugins = List.copyOf(all);
    }

    /** Finds what the class loaders see; a plugin that several of them see counts once. */
    public static PluginRegistry find(List<ClassLoader> classLoaders) {
        return find(classLoaders, List.of());
    }

    /** Finds what the class loaders see and what is in folders; they are read once, here. */
    public static PluginRegistry find(List<ClassLoader> classLoaders, List<PluginPlace> places) {
        PluginFinder finder = new PluginFinder();
        List<PluginFolder> folders = new ArrayList<>();
        for (PluginPlace place : places) {
            folders.add(PluginFolder.open(place));
        }
        for (ClassLoader each : new LinkedHashSet<>(classLoaders)) {
            finder.onClassPath(each);
        }
        for (PluginFolder folder : folders) {
            finder.in(folder);
        }
        return new PluginRegistry(finder, folders);
    }

    /** Returns every plugin that could be loaded. */
    public List<PluginInfo> plugins() {
        return plugins;
    }

    /** Returns what could not be loaded, and why. */
    public List<String> failures() {
        List<String> messages = new ArrayList<>();
        for (PluginFailure failure : failures) {
            messages.add(failure.message());
        }
        return messages;
    }

    /** Returns what keeps a plugin of a kind and name from being used, though it was found. */
    public Optional<String> failure(Kind kind, String name) {
        String messages =
                failures.stream()
                        .filter(each -> each.kind().stream().allMatch(it -> it == kind))
                        .filter(
                                each ->
                                        each.id().isPresent()
                                                ? names(each.id().get(), each.folder())
                                                        .contains(name)
                                                : each.folder().stream()
                                                        .anyMatch(it -> name.startsWith(it + "/")))
                        .map(PluginFailure::message)
                        .collect(Collectors.joining("; "));
        return messages.isEmpty() ? Optional.empty() : Optional.of(messages);
    }

    /** Returns the ids of plugins of a kind that were found and are of no use. */
    public List<String> failed(Kind kind) {
        List<String> ids = new ArrayList<>();
        for (PluginFailure failure : failures) {
            if (failure.id().isPresent() && failure.kind().equals(Optional.of(kind))) {
                ids.add(failure.id().get());
            }
        }
        return ids;
    }

    /** Returns every provider, those that claim one type included. */
    public List<DatabaseProvider> providers() {
        return plugins(providers);
    }

    /** Returns the provider that goes by a name, if there is just one. */
    public Optional<DatabaseProvider> provider(String name) {
        return only(providers, name);
    }

    /** Returns every access adapter, those that claim one id included. */
    public List<AccessAdapter<?>> adapters() {
        return plugins(adapters);
    }

    /** Returns every plugin that brings credentials, those that claim one id included. */
    public List<CredentialsProvider> credentials() {
        return plugins(credentials);
    }

    /** Returns the plugin that brings credentials by a name, if there is just one. */
    public Optional<CredentialsProvider> credentials(String name) {
        return only(credentials, name);
    }

    /** Returns every extension of managers, those that claim one id included. */
    public List<ManagerExtension> extensions() {
        return plugins(extensions);
    }

    private static <P> List<P> plugins(List<Found<P>> all) {
        List<P> plugins = new ArrayList<>();
        for (Found<P> found : all) {
            plugins.add(found.plugin());
        }
        return plugins;
    }

    private static <P> Optional<P> only(List<Found<P>> all, String name) {
        Optional<P> only = Optional.empty();
        for (Found<P> found : all) {
            if (isNamed(found.info(), name)) {
                if (only.isPresent()) {
                    return Optional.empty();
                }
                only = Optional.of(found.plugin());
            }
        }
        return only;
    }

    private static boolean isNamed(PluginInfo plugin, String name) {
        return name.endsWith(plugin.id()) && names(plugin).contains(name);
    }

    private static List<String> names(PluginInfo plugin) {
        return names(plugin.id(), plugin.folder());
    }

    private static List<String> names(String id, Optional<String> folder) {
        return List.of(id, folder.orElse(CLASS_PATH) + "/" + id);
    }

    /** Says which plugins go by one name, if more than one does. */
    public Optional<String> conflict(Kind kind, String name) {
        List<PluginInfo> claimants = new ArrayList<>();
        for (PluginInfo plugin : plugins) {
            if (plugin.kind() == kind && isNamed(plugin, name)) {
                claimants.add(plugin);
            }
        }
        if (claimants.size() < 2) {
            return Optional.empty();
        }
        List<String> own = claimants.stream().map(each -> names(each).get(1)).distinct().toList();
        boolean canBeTold = own.size() == claimants.size() && isNamedInFile(kind);
        return Optional.of(
                "more than one plugin brings '"
                        + name
                        + "': "
                        + claimants.stream()
                                .map(PluginRegistry::described)
                                .collect(Collectors.joining(", "))
                        + (canBeTold
                                ? "; say which: \"" + String.join("\" or \"", own) + "\""
                                : claimants.stream().allMatch(each -> each.folder().isEmpty())
                                        ? "; keep one of them on the class path"
                                        : "; remove all but one of them"));
    }

    /** Whether a file says which plugin it means; a block of another's is found by its id alone. */
    private static boolean isNamedInFile(Kind kind) {
        return kind == Kind.PROVIDER || kind == Kind.CREDENTIALS;
    }

    private static String described(PluginInfo plugin) {
        return plugin.className() + plugin.location().map(jar -> " in " + jar).orElse("");
    }

    private Stream<PluginInfo> ofKind(Kind kind) {
        return plugins.stream().filter(plugin -> plugin.kind() == kind);
    }

    /** Returns every name that a plugin of a kind goes by in a file, for who has misspelt one. */
    public Collection<String> names(Kind kind) {
        return ofKind(kind)
                .flatMap(
                        plugin ->
                                plugin.folder().isEmpty()
                                        ? Stream.of(plugin.id())
                                        : names(plugin).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Says which plugins of a kind there are, as the end of a sentence.
     *
     * @param kindOf what one of them is called, such as "provider"
     */
    public String listed(Kind kind, String kindOf) {
        Map<Boolean, List<String>> names = new TreeMap<>(Map.of(true, List.of(), false, List.of()));
        names.putAll(
                ofKind(kind)
                        .collect(
                                Collectors.partitioningBy(
                                        plugin -> plugin.folder().isPresent(),
                                        Collectors.mapping(
                                                plugin ->
                                                        plugin.folder().isPresent()
                                                                ? names(plugin).get(1)
                                                                : plugin.id(),
                                                Collectors.toList()))));
        String onClassPath = sorted(names.getOrDefault(false, List.of()));
        String inFolders = sorted(names.getOrDefault(true, List.of()));
        return (onClassPath.isEmpty()
                        ? "; no " + kindOf + " is on the class path"
                        : "; on the class path: " + onClassPath)
                + (inFolders.isEmpty() ? "" : "; in the folder of plugins: " + inFolders);
    }

    private static String sorted(Collection<String> names) {
        return names.stream().distinct().sorted().collect(Collectors.joining(", "));
    }

    /** Returns the folder that the file named when this was made, as it was written. */
    public Optional<String> folderOfFile() {
        for (PluginFolder folder : folders) {
            if (folder.fromFile()) {
                return Optional.of(folder.written());
            }
        }
        return Optional.empty();
    }

    /** Returns what is wrong with the folder that the file named. */
    public Optional<String> mistakeOfFile() {
        Iterator<String> mistakes = mistakes(true).values().iterator();
        return mistakes.hasNext() ? Optional.of(mistakes.next()) : Optional.empty();
    }

    /** Returns what is wrong with folders that code has named, by what named them. */
    public Map<String, String> mistakesOfCode() {
        return mistakes(false);
    }

    private Map<String, String> mistakes(boolean ofFile) {
        Map<String, String> mistakes = new TreeMap<>();
        for (PluginFolder folder : folders) {
            if (folder.fromFile() == ofFile && folder.mistake().isPresent()) {
                mistakes.put(folder.origin(), folder.mistake().get());
            }
        }
        return mistakes;
    }

    /** Unloads the plugins from folders. They can be used no more. */
    @Override
    public void close() {
        for (PluginFolder folder : folders) {
            for (PluginFolder.Unit unit : folder.units()) {
                unit.loader().unload();
            }
        }
    }
}
