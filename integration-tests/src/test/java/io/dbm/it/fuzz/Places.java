package io.dbm.it.fuzz;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where a mutation has put a secret. */
final class Places {

    private static final Pattern SECRET_KEY = Pattern.compile("dsn|.*password");

    private Places() {}

    /**
     * Whether a secret is where everybody may see it: in a key or, if the file was good, in a value
     * that is none, such as an application's name.
     */
    static boolean areSeen(Path file, boolean good) {
        try {
            Config config =
                    ConfigFactory.parseProperties(System.getProperties())
                            .withFallback(ConfigFactory.parseFile(file.toFile()))
                            .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true));
            ConfigValue section = config.root().get("dbmanager");
            return section != null && isSeen("", section, good);
        } catch (ConfigException | StackOverflowError e) {
            return false;
        }
    }

    private static boolean isSeen(String key, ConfigValue value, boolean good) {
        if (isSecret(key)) {
            return true;
        }
        if (value instanceof ConfigObject object) {
            return object.entrySet().stream()
                    .anyMatch(it -> isSeen(it.getKey(), it.getValue(), good));
        }
        if (value instanceof ConfigList list) {
            return list.stream().anyMatch(it -> isSeen(key, it, good));
        }
        boolean isFile = key.equals("dsn") && !String.valueOf(value.unwrapped()).contains("://");
        return good
                && (isFile || !SECRET_KEY.matcher(key.toLowerCase(Locale.ROOT)).matches())
                && isSecret(String.valueOf(value.unwrapped()));
    }

    private static boolean isSecret(String text) {
        return text.toLowerCase(Locale.ROOT).contains("hush");
    }
}
