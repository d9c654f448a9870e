package io.dbm.core.internal.plugin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * While it is open, a thread's context class loader is that of the plugin that it calls, if that is
 * from a folder; drivers look for parts of themselves with it, and would else find those of another
 * version on the class path. For a plugin on the class path nothing changes.
 */
public final class ContextLoader implements AutoCloseable {

    private final @Nullable ClassLoader before;

    private ContextLoader(@Nullable ClassLoader before) {
        this.before = before;
    }

    /** Returns whether a plugin's class is from a folder, and will be unloaded. */
    public static boolean isFromFolder(Object plugin) {
        return PluginLoader.of(plugin.getClass()).isPresent();
    }

    /** Begins to call objects of a plugin's, of which some may be dbm's own. */
    public static ContextLoader of(Object... plugin) {
        return begin(loader(plugin));
    }

    private static Optional<PluginLoader> loader(Object... plugin) {
        for (Object each : plugin) {
            Optional<PluginLoader> loader = PluginLoader.of(each.getClass());
            if (loader.isPresent()) {
                return loader;
            }
        }
        return Optional.empty();
    }

    /** Begins to call a plugin. */
    public static ContextLoader of(Class<?> plugin) {
        return begin(PluginLoader.of(plugin));
    }

    private static ContextLoader begin(Optional<PluginLoader> folder) {
        return folder.isPresent() ? set(folder.get()) : new ContextLoader(current());
    }

    /** Makes it the one that it was before. */
    public static ContextLoader set(@Nullable ClassLoader loader) {
        ClassLoader before = current();
        if (before != loader) {
            Thread.currentThread().setContextClassLoader(loader);
        }
        return new ContextLoader(before);
    }

    private static @Nullable ClassLoader current() {
        return Thread.currentThread().getContextClassLoader();
    }

    /** Ends it. */
    @Override
    public void close() {
        if (current() != before) {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
