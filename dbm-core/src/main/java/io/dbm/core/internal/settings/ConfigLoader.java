package io.dbm.core.internal.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.dbm.ConfigurationException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Loads and resolves what {@code ConfigFactory.load()} would, but so that a value which came from a
 * variable or a property still knows from which one.
 */
public final class ConfigLoader {

    /** Begins the origin of a value that a system property sets. */
    static final String SYSTEM_PROPERTY = "system property ";

    /** Begins the origin of a value that a variable sets in place of the file's. */
    static final String ENVIRONMENT_FOR = "environment variable for ";

    private ConfigLoader() {}

    /** Loads {@code application.conf} and {@code reference.conf} from the class path. */
    public static Config load(ClassLoader classLoader) {
        return translatingErrors(
                () -> named().orElse("application.conf"),
                () ->
                        complete(
                                ConfigFactory.defaultApplication(
                                        ConfigParseOptions.defaults().setClassLoader(classLoader)),
                                classLoader));
    }

    /** Loads a file in place of {@code application.conf}. */
    public static Config load(Path file, ClassLoader classLoader) {
        ConfigParseOptions options =
                ConfigParseOptions.defaults().setClassLoader(classLoader).setAllowMissing(false);
        return translatingErrors(
                file::toString,
                () -> complete(ConfigFactory.parseFile(file.toFile(), options), classLoader));
    }

    private static Config complete(Config application, ClassLoader classLoader) {
        return Variables.resolve(
                overrides()
                        .withFallback(application)
                        .withFallback(ConfigFactory.defaultReferenceUnresolved(classLoader)),
                true);
    }

    /** Resolves a configuration that the application has made, if it has not done so itself. */
    public static Config resolve(Config config) {
        return config.isResolved()
                ? config
                : translatingErrors(
                        () -> Origins.describe(config.origin()),
                        () -> Variables.resolve(config, false));
    }

    private static Config overrides() {
        // Not ConfigFactory.systemProperties(), which does not see a property that was set since.
        Config read = ConfigFactory.parseProperties(System.getProperties());
        Config properties = labelled(read.root(), SYSTEM_PROPERTY).toConfig();
        if (!Boolean.getBoolean("config.override_with_env_vars")) {
            return properties;
        }
        Config environment = ConfigFactory.systemEnvironmentOverrides();
        return labelled(environment.root(), ENVIRONMENT_FOR).toConfig().withFallback(properties);
    }

    private static ConfigObject labelled(ConfigObject source, String label) {
        Map<String, ConfigValue> labelled = new HashMap<>();
        for (Map.Entry<String, ConfigValue> each : source.entrySet()) {
            String name = label + each.getKey();
            ConfigValue value = each.getValue();
            labelled.put(
                    each.getKey(),
                    value instanceof ConfigObject block
                            ? labelled(block, name + ".")
                            : value.withOrigin(ConfigOriginFactory.newSimple(name)));
        }
        return ConfigValueFactory.fromMap(labelled);
    }

    /** Returns what {@code ConfigFactory.load()} is told to load, if it is. */
    public static Optional<String> named() {
        return Stream.of("config.file", "config.resource", "config.url")
                .flatMap(property -> Optional.ofNullable(System.getProperty(property)).stream())
                .findFirst()
                .map(ConfigLoader::withoutSecrets);
    }

    /** Of a URL, the user and what is asked may be secret; a file's name has neither. */
    private static String withoutSecrets(String named) {
        return named.contains("://")
                ? named.replaceFirst("//[^/]*@", "//").replaceFirst("[?#].*", "")
                : named;
    }

    /**
     * @param place where it is read from, for an error that does not know that itself
     */
    private static Config translatingErrors(Supplier<String> place, Supplier<Config> load) {
        try {
            return load.get();
        } catch (ConfigException e) {
            String origin = e.origin() == null ? place.get() : Origins.describe(e.origin());
            throw new ConfigurationException(
                    List.of(
                            new ConfigurationException.Problem(
                                    "", origin, HoconErrors.describe(e))));
        } catch (StackOverflowError e) { // the library calls itself for each level
            throw new ConfigurationException(
                    List.of(
                            new ConfigurationException.Problem(
                                    "",
                                    place.get(),
                                    "blocks or lists are nested too deeply to be read")));
        }
    }
}
