package io.dbm.core.internal.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.dbm.ConfigurationException;
import io.dbm.core.internal.settings.ConfigLoader;
import io.dbm.core.internal.settings.Unprinted;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the connections are configured with: what was loaded, and what code has changed since.
 * Immutable.
 */
public final class Configured {

    private static final List<String> DEFAULT =
            List.of("dbmanager.default-connection", "dbmanager.default_connection");

    private final ConfigurationSource source;
    private final Unprinted<Config> loaded;

    /** By connection; empty for one that code has removed. */
    private final Map<String, Optional<Unprinted<ConfigObject>>> inCode;

    private Configured(
            ConfigurationSource source,
            Unprinted<Config> loaded,
            Map<String, Optional<Unprinted<ConfigObject>>> inCode) {
        this.source = source;
        this.loaded = loaded;
        this.inCode = inCode;
    }

    /** Takes what was loaded from a source, resolved. */
    public static Configured from(ConfigurationSource source, Config loaded) {
        return new Configured(source, new Unprinted<>(loaded), Map.of());
    }

    /**
     * Reads and checks all of it; touches no database.
     *
     * @throws ConfigurationException if anything is wrong with it
     */
    public ManagerConfig read() {
        return source.read(effective(), removed());
    }

    /**
     * Loads it anew; what is loaded counts for every connection that it names.
     *
     * @throws ConfigurationException if it cannot be parsed or resolved
     */
    public Configured reloaded() {
        return reloaded(source.load());
    }

    /** Takes another one, likewise; it is resolved if it was not yet. */
    public Configured reloaded(Config other) {
        Config next = ConfigLoader.resolve(other);
        Map<String, Optional<Unprinted<ConfigObject>>> kept = new TreeMap<>(inCode);
        kept.entrySet()
                .removeIf(each -> each.getValue().isEmpty() || next.hasPath(path(each.getKey())));
        return new Configured(source, new Unprinted<>(next), kept);
    }

    /**
     * Takes settings of one connection.
     *
     * @throws ConfigurationException if they are nothing that could stand in a file
     */
    public Configured with(String name, Map<String, ?> settings, String method) {
        try {
            return changed(
                    name,
                    Optional.of(new Unprinted<>(ConfigValueFactory.fromMap(settings, method))));
        } catch (com.typesafe.config.ConfigException | ClassCastException e) {
            throw mistake(
                    name,
                    method,
                    "the settings must be texts, numbers, flags, lists and maps of these by texts");
        }
    }

    /** Takes it that there is no such connection. */
    public Configured without(String name) {
        return changed(name, Optional.empty());
    }

    private Configured changed(String name, Optional<Unprinted<ConfigObject>> settings) {
        Map<String, Optional<Unprinted<ConfigObject>>> next = new TreeMap<>(inCode);
        next.put(name, settings);
        return new Configured(source, loaded, next);
    }

    /** Returns the error of a change that cannot be made. */
    public static ConfigurationException mistake(String name, String method, String message) {
        return new ConfigurationException(
                List.of(new ConfigurationException.Problem(path(name), method, message)));
    }

    /** Returns all of it as one configuration. */
    private Config effective() {
        if (!mayBeAddedTo()) {
            return loaded.get(); // what is wrong with it is to be told, and not covered up
        }
        Config all = loaded.get();
        for (Map.Entry<String, Optional<Unprinted<ConfigObject>>> each : inCode.entrySet()) {
            String path = path(each.getKey());
            all =
                    each.getValue().isPresent()
                            ? all.withValue(path, each.getValue().get().get())
                            : withoutDefault(all.withoutPath(path), each.getKey());
        }
        return all;
    }

    /** Returns those that code has removed. */
    private Set<String> removed() {
        Set<String> removed = new HashSet<>();
        for (Map.Entry<String, Optional<Unprinted<ConfigObject>>> each : inCode.entrySet()) {
            if (each.getValue().isEmpty()) {
                removed.add(each.getKey());
            }
        }
        return removed;
    }

    private boolean mayBeAddedTo() {
        ConfigValue root = loaded.get().root().get("dbmanager");
        return root == null
                || (root instanceof ConfigObject section
                        && (section.get("connections") == null
                                || section.get("connections") instanceof ConfigObject));
    }

    private static Config withoutDefault(Config config, String removed) {
        Config left = config;
        for (String path : DEFAULT) {
            if (left.hasPath(path)
                    && removed.equals(String.valueOf(left.getValue(path).unwrapped()))) {
                left = left.withoutPath(path);
            }
        }
        return left;
    }

    private static String path(String name) {
        return ConfigUtil.joinPath("dbmanager", "connections", name);
    }

    /** Shows nothing: there are secrets in it. */
    @Override
    public String toString() {
        return "what is configured";
    }
}
