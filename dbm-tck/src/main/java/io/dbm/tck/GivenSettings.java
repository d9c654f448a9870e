package io.dbm.tck;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Settings for a plugin that a rule calls itself, to see what it returns. dbm's own reading of a
 * file is stricter, and is what the rules about mistakes go through.
 */
record GivenSettings(Config config) implements Settings {

    static GivenSettings parse(String body) {
        return new GivenSettings(ConfigFactory.parseString(body).resolve());
    }

    @Override
    public <T> Optional<T> get(SettingKey<T> key) {
        String path = ConfigUtil.joinPath(key.name());
        if (isWritten(key)) {
            try {
                return Optional.of(read(key, config, path));
            } catch (ConfigException wrong) {
                return Optional.empty();
            }
        }
        return key.defaultValue()
                .map(ConfigValueFactory::fromAnyRef)
                .map(value -> read(key, value.atPath(path), path));
    }

    @SuppressWarnings("unchecked") // a key of kind K has the type that K is read as
    private static <T> T read(SettingKey<T> key, Config config, String path) {
        return (T)
                switch (key.kind()) {
                    case STRING -> config.getString(path);
                    case SECRET -> Secret.of(config.getString(path));
                    case INTEGER -> config.getInt(path);
                    case DURATION -> config.getDuration(path);
                    case FLAG -> config.getBoolean(path);
                    case STRINGS -> config.getStringList(path);
                    case COMMA_SEPARATED -> commaSeparated(config.getValue(path));
                    case MAP -> texts(config.getConfig(path));
                };
    }

    private static String commaSeparated(ConfigValue value) {
        Config config = value.atKey("value");
        return value instanceof ConfigList
                ? String.join(",", config.getStringList("value"))
                : config.getString("value");
    }

    private static Map<String, String> texts(Config block) {
        return block.root().keySet().stream()
                .collect(
                        Collectors.toMap(
                                key -> key, key -> block.getString(ConfigUtil.joinPath(key))));
    }

    @Override
    public <T> Optional<T> require(SettingKey<T> key) {
        return get(key);
    }

    @Override
    public boolean isWritten(SettingKey<?> key) {
        return config.hasPath(ConfigUtil.joinPath(key.name()));
    }

    @Override
    public void reject(SettingKey<?> key, String message) {}

    @Override
    public void reject(SettingKey<Map<String, String>> key, String name, String message) {}

    @Override
    public void rejectUnknown(
            SettingKey<Map<String, String>> key, String name, Collection<String> known) {}

    @Override
    public void ignoredBecause(SettingKey<?> key, String reason) {}
}
