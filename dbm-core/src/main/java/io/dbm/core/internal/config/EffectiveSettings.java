package io.dbm.core.internal.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.core.internal.settings.Origins;
import io.dbm.core.internal.settings.Section;
import io.dbm.spi.EffectiveSetting;
import io.dbm.spi.SettingKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells which settings hold, whoever said them: for people to read, and so without secrets. */
final class EffectiveSettings {

    private static final String MASK = "******";

    /**
     * A URL with user info, or a password as a parameter, in a text that no plugin calls secret.
     */
    private static final Pattern MAY_HOLD_SECRET =
            Pattern.compile(
                    "://[^@\\s]*@|(pass(word|phrase)|pwd|secret|token)\\w*\\s*[=:]",
                    Pattern.CASE_INSENSITIVE);

    private final Optional<String> connection;
    private final List<EffectiveSetting> found = new ArrayList<>();

    /**
     * Has found none yet.
     *
     * @param connection whose they are, or empty if they are none's
     */
    EffectiveSettings(Optional<String> connection) {
        this.connection = connection;
    }

    /**
     * Adds those of the keys that have a value, and an effect.
     *
     * @param block what they stand in, with a dot behind it, or nothing
     */
    EffectiveSettings add(String block, Collection<SettingKey<?>> keys, LayeredSettings settings) {
        for (SettingKey<?> key : keys) {
            if (!settings.hasEffect(key)) {
                continue;
            }
            String path = block.isEmpty() ? key.name() : block + key.name();
            Optional<Section.Entry> written = settings.find(key);
            if (written.isPresent()) {
                add(path, key, written.get().value());
            } else if (key.defaultValue().isPresent()) {
                addDefault(path, key.defaultValue().get());
            }
        }
        return this;
    }

    private void add(String path, SettingKey<?> key, ConfigValue value) {
        if (key.kind() == SettingKey.Kind.SECRET) {
            addWritten(path, MASK, value);
        } else if (value instanceof ConfigObject names) {
            for (Map.Entry<String, ConfigValue> each : new TreeMap<>(names).entrySet()) {
                addNamed(path, each.getKey(), each.getValue());
            }
        } else {
            addWritten(path, masked(text(value)), value);
        }
    }

    private void addNamed(String path, String name, ConfigValue value) {
        if (value.valueType() != ConfigValueType.NULL) {
            String text = ProviderSpec.isSecret(name) ? MASK : masked(text(value));
            addWritten(path + "." + name, text, value);
        }
    }

    private void addWritten(String path, String text, ConfigValue value) {
        if (value.origin().description().equals(Section.DEFAULT)) {
            addDefault(path, text);
            return;
        }
        found.add(
                new EffectiveSetting(
                        connection, path, text, Origins.describe(value.origin()), false));
    }

    private void addDefault(String path, String text) {
        found.add(new EffectiveSetting(connection, path, text, "default", true));
    }

    private static String text(ConfigValue value) {
        return value instanceof ConfigList list
                ? list.stream().map(EffectiveSettings::text).collect(Collectors.joining(", "))
                : String.valueOf(value.unwrapped());
    }

    private static String masked(String text) {
        return MAY_HOLD_SECRET.matcher(text).find() ? MASK : text;
    }

    /** Returns what was found. */
    List<EffectiveSetting> all() {
        return List.copyOf(found);
    }
}
