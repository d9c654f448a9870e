package io.dbm.core.internal.config;

import com.typesafe.config.Config;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.settings.ConfigLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a manager's configuration comes from, and how it is read.
 *
 * @param classLoader sees the application's classes and resources
 * @param supplied by the application; if it supplies none, it is on the class path
 * @param given what the application has handed to the builder beside it
 * @param obstacles keep a connection from what its keys ask for
 */
public record ConfigurationSource(
        ClassLoader classLoader,
        @Nullable Supplier<Config> supplied,
        PluginRegistry plugins,
        Given given,
        Obstacles obstacles) {

    /**
     * Returns a file, read as an application reads it that is told of it by {@code config.file}.
     * Nothing of it is going to be exported, shown or traced.
     */
    public static ConfigurationSource ofFile(
            Path file, ClassLoader classLoader, PluginRegistry plugins) {
        return new ConfigurationSource(
                classLoader,
                new FromFile(file, classLoader),
                plugins,
                Given.nothing(),
                Obstacles.NONE);
    }

    /**
     * Loads such a file, resolved; what is in it may say where plugins are.
     *
     * @throws io.dbm.ConfigurationException if it cannot be parsed or resolved
     */
    public static Config load(Path file, ClassLoader classLoader) {
        return ConfigLoader.load(file, classLoader);
    }

    /** Loads it anew, resolved. */
    Config load() {
        return load(classLoader, supplied);
    }

    /**
     * Loads a configuration, resolved; what is in it may say where plugins are.
     *
     * @throws io.dbm.ConfigurationException if it cannot be parsed or resolved
     */
    public static Config load(ClassLoader classLoader, @Nullable Supplier<Config> supplied) {
        return supplied == null
                ? ConfigLoader.load(classLoader)
                : ConfigLoader.resolve(supplied.get());
    }

    /**
     * Reads and checks a configuration; touches no database.
     *
     * @param removed connections that something was given for and that are not to be
     */
    ManagerConfig read(Config resolved, Set<String> removed) {
        return new ConfigReader(plugins, classLoader, given.without(removed), obstacles)
                .read(resolved, file());
    }

    /** Returns what it is read from, if dbm reads it and was told what to read. */
    private Optional<String> file() {
        if (supplied instanceof FromFile from) {
            return Optional.of(from.file().toString());
        }
        return supplied == null ? ConfigLoader.named() : Optional.empty();
    }

    private record FromFile(Path file, ClassLoader classLoader) implements Supplier<Config> {
        @Override
        public Config get() {
            return load(file, classLoader);
        }
    }

    /** Shows nothing: there are secrets in it. */
    @Override
    public String toString() {
        return "configuration source";
    }
}
