package io.dbm.core.internal.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.dbm.ConfigurationException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks substitutions up in the environment, labels what it finds, and knows what was not there.
 */
final class Variables implements ConfigResolver {

    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([^?}][^}]*)}");

    private final boolean withProperties;
    private final Set<String> notThere = new HashSet<>();
    private final Problems problems = new Problems();

    private Variables(boolean withProperties) {
        this.withProperties = withProperties;
    }

    /**
     * Resolves a configuration.
     *
     * @param withProperties whether the system's properties are part of it
     * @throws ConfigurationException if values are missing; it names each place that asks for one
     */
    static Config resolve(Config config, boolean withProperties) {
        Variables variables = new Variables(withProperties);
        ConfigResolveOptions options =
                ConfigResolveOptions.defaults()
                        .setUseSystemEnvironment(false)
                        .appendResolver(variables);
        try {
            return config.resolve(options);
        } catch (ConfigException.UnresolvedSubstitution e) {
            variables.find("", config.resolve(options.setAllowUnresolved(true)).root());
            variables.problems.throwIfAny();
            throw e; // a cycle
        }
    }

    @Override
    public @Nullable ConfigValue lookup(String path) {
        String name = name(path);
        String value = System.getenv(name);
        if (value == null) {
            notThere.add(path);
            return null;
        }
        return ConfigValueFactory.fromAnyRef(value, "environment variable " + name);
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
        return this;
    }

    private static String name(String path) {
        return String.join(".", ConfigUtil.splitPath(path));
    }

    private void find(String path, ConfigValue value) {
        try {
            if (value instanceof ConfigObject block) {
                for (Map.Entry<String, ConfigValue> each : new TreeMap<>(block).entrySet()) {
                    String key = ConfigUtil.joinPath(each.getKey());
                    find(path.isEmpty() ? key : path + "." + key, each.getValue());
                }
            } else if (value instanceof ConfigList list) {
                list.forEach(each -> find(path, each));
            } else {
                value.valueType();
            }
        } catch (ConfigException.NotResolved e) {
            missing(path, value);
        }
    }

    /** Names what the text asks for, and nothing else of it: it may be part of a password. */
    private void missing(String path, ConfigValue value) {
        Matcher asked = REQUIRED.matcher(value.render(ConfigRenderOptions.concise()));
        while (asked.find()) {
            if (notThere.contains(asked.group(1))) {
                problems.add(path, Origins.describe(value.origin()), remedy(asked.group(1)));
            }
        }
    }

    private String remedy(String path) {
        return "nothing has a value for ${"
                + path
                + "}: "
                + (path.contains(".") ? "write it in the file" : "set it in the environment")
                + (withProperties ? ", or as -D" + name(path) + "=…" : "")
                + ", or write ${?"
                + path
                + "} if it may be missing";
    }
}
