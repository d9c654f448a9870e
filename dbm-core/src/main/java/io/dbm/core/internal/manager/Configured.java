package io.dbm.core.internal.manager;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.dbm.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the connections are configured with: what was loaded, and what code has changed since.
 *
 * @param loaded resolved
 * @param inCode by connection; empty for one that code has removed
 */
record Configured(Config loaded, Map<String, Optional<ConfigObject>> inCode) {

    private static final List<String> DEFAULT =
            List.of("dbmanager.default-connection", "dbmanager.default_connection");

    /** Begins with what was loaded. */
    Configured(Config loaded) {
        this(loaded, Map.of());
    }

    /** Takes a new file, which counts for every connection that it names. */
    Configured reloaded(Config next) {
        Map<String, Optional<ConfigObject>> kept = new TreeMap<>(inCode);
        kept.entrySet()
                .removeIf(each -> each.getValue().isEmpty() || next.hasPath(path(each.getKey())));
        return new Configured(next, kept);
    }

    /**
     * Takes settings of one connection.
     *
     * @throws ConfigurationException if they are nothing that could stand in a file
     */
    Configured with(String name, Map<String, ?> settings, String method) {
        try {
            return changed(name, Optional.of(ConfigValueFactory.fromMap(settings, method)));
        } catch (com.typesafe.config.ConfigException | ClassCastException e) {
            throw mistake(
                    name,
                    method,
                    "the settings must be texts, numbers, flags, lists and maps of these by texts");
        }
    }

    Configured without(String name) {
        return changed(name, Optional.empty());
    }

    private Configured changed(String name, Optional<ConfigObject> settings) {
        Map<String, Optional<ConfigObject>> next = new TreeMap<>(inCode);
        next.put(name, settings);
        return new Configured(loaded, next);
    }

    static ConfigurationException mistake(String name, String method, String message) {
        return new ConfigurationException(
                List.of(new ConfigurationException.Problem(path(name), method, message)));
    }

    /** Returns all of it as one configuration. */
    Config effective() {
        if (!mayBeAddedTo()) {
            return loaded; // what is wrong with it is to be told, and not covered up
        }
        Config all = loaded;
        for (Map.Entry<String, Optional<ConfigObject>> each : inCode.entrySet()) {
            String path = path(each.getKey());
            all =
                    each.getValue().isPresent()
                            ? all.withValue(path, each.getValue().get())
                            : withoutDefault(all.withoutPath(path), each.getKey());
        }
        return all;
    }

    /** Returns those that code has removed. */
    Set<String> removed() {
        return inCode.entrySet().stream()
                .filter(each -> each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns which connection is the default one, as it stands there. */
    Optional<String> defaultConnection() {
        Config all = effective();
        return DEFAULT.stream()
                .filter(all::hasPath)
                .map(path -> String.valueOf(all.getValue(path).unwrapped()))
                .findFirst();
    }

    private boolean mayBeAddedTo() {
        ConfigValue root = loaded.root().get("dbmanager");
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
        return "configured";
    }
}
