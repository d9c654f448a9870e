package io.dbm.core.internal.plugin;

import io.dbm.core.internal.log.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The class loader of one jar, or one folder of jars, with plugins.
 *
 * <p>Nothing keeps it once it is unloaded, unless the plugins do: their drivers are no longer
 * registered with {@link java.sql.DriverManager}, and their jars are closed.
 */
final class PluginLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.plugin");

    private PluginLoader(String name, URL[] jars) {
        super(name, jars, new SharedClasses(), protocol -> protocol.equals("jar") ? JAR : null);
    }

    /**
     * Reads jars when they are asked for.
     *
     * @param name as it shall stand in stack traces
     */
    static PluginLoader of(String name, List<Path> jars) throws IOException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return new PluginLoader(name, urls);
    }

    /** Returns the loader of a plugin's class, if that is from a folder. */
    static Optional<PluginLoader> of(Class<?> type) {
        return type.getClassLoader() instanceof PluginLoader own
                ? Optional.of(own)
                : Optional.empty();
    }

    /** Ends it; what goes wrong is logged. */
    void unload() {
        try {
            cleaner().run();
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            notUnloaded(e);
        }
        try {
            close();
        } catch (IOException e) {
            notUnloaded(e);
        }
    }

    private void notUnloaded(Throwable failure) {
        LOG.warn("event=plugin_not_unloaded plugin={} reason={}", getName(), Quoted.of(failure));
    }

    /** {@code DriverManager} lets nobody but a class of this loader take its drivers away. */
    private Runnable cleaner() throws IOException, ReflectiveOperationException {
        String name = Leftovers.class.getName();
        Class<?> there;
        synchronized (getClassLoadingLock(name)) {
            there = findLoadedClass(name);
            if (there == null) {
                byte[] bytes;
                try (InputStream in =
                        Leftovers.class.getResourceAsStream(
                                Leftovers.class.getSimpleName() + ".class")) {
                    bytes = in == null ? new byte[0] : in.readAllBytes();
                }
                there = defineClass(name, bytes, 0, bytes.length);
            }
        }
        return (Runnable) there.getConstructor().newInstance();
    }

    /** The JDK would keep a jar open from which a plugin has got a resource by its URL. */
    private static final URLStreamHandler JAR =
            new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) throws IOException {
                    URLConnection connection =
                            URI.create(url.toExternalForm()).toURL().openConnection();
                    connection.setUseCaches(false);
                    return connection;
                }
            };
}
