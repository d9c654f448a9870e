package io.dbm.core.internal.settings;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a value of the file into what its key stands for, or says what is wrong with it.
 *
 * <p>No value is repeated: one that is wrong may be a password that stands at the wrong key.
 */
final class SettingValues {

    /** Drivers count milliseconds in 31 bits. */
    private static final Duration LONGEST = Duration.ofDays(24);

    private static final String DIGITS = "0123456789";
    private static final String NO_UNIT = DIGITS + ".eE+";

    /** Says what a value should have been. */
    static final class WrongValueException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongValueException(String message) {
            super(message);
        }
    }

    private SettingValues() {}

    @SuppressWarnings("unchecked") // a key of kind K has the type that K is read as
    static <T> T read(SettingKey<T> key, ConfigValue value) throws WrongValueException {
        return (T)
                switch (key.kind()) {
                    case STRING -> choice(key, text(value, "a text"));
                    case SECRET -> Secret.of(text(value, "a text"));
                    case INTEGER -> integer(text(value, "a whole number"), key.least());
                    case DURATION -> duration(value);
                    case FLAG -> flag(text(value, "true or false"));
                    case STRINGS -> strings(value);
                    case COMMA_SEPARATED -> commaSeparated(value);
                    case MAP -> map(value);
                };
    }

    private static String text(ConfigValue value, String expected) throws WrongValueException {
        return switch (value.valueType()) {
            case STRING -> String.valueOf(value.unwrapped());
            case NUMBER, BOOLEAN -> value.atKey("text").getString("text"); // as written
            case OBJECT -> throw new WrongValueException("must be " + expected + ", not a block");
            case LIST -> throw new WrongValueException("must be " + expected + ", not a list");
            case NULL -> throw new WrongValueException("must be " + expected);
        };
    }

    private static String choice(SettingKey<?> key, String text) throws WrongValueException {
        if (key.choices().isEmpty() || key.choices().contains(text)) {
            return text;
        }
        throw new WrongValueException(
                "must be one of "
                        + String.join(", ", key.choices())
                        + Suggestions.didYouMean(text, key.choices()));
    }

    private static Integer integer(String text, int least) throws WrongValueException {
        try {
            if (consistsOf(DIGITS, text)) {
                int number = Integer.parseInt(text);
                if (number >= least) {
                    return number;
                }
            }
        } catch (NumberFormatException tooLarge) {
            throw new WrongValueException("must be at most " + Integer.MAX_VALUE);
        }
        throw new WrongValueException(
                "must be a whole number, " + (least == 0 ? "zero" : least) + " or more");
    }

    private static boolean consistsOf(String characters, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static Duration duration(ConfigValue value) throws WrongValueException {
        String text = text(value, "a duration, such as 30s").trim();
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        String expected = "must be a duration with its unit, such as 500ms, 30s or 5m";
        if (consistsOf(NO_UNIT, text)) {
            throw new WrongValueException(expected);
        }
        try {
            Duration duration = value.atKey("value").getDuration("value");
            if (duration.isNegative()) {
                throw new WrongValueException("must not be negative");
            }
            if (duration.compareTo(LONGEST) > 0) {
                throw new WrongValueException("must be at most " + LONGEST.toDays() + " days");
            }
            if (!Duration.ofMillis(duration.toMillis()).equals(duration)) {
                throw new WrongValueException("must be whole milliseconds");
            }
            return duration;
        } catch (ConfigException notADuration) {
            // said below
        }
        throw new WrongValueException(expected);
    }

    private static Boolean flag(String text) throws WrongValueException {
        return switch (text) {
            case "true", "yes", "on" -> Boolean.TRUE;
            case "false", "no", "off" -> Boolean.FALSE;
            default -> throw new WrongValueException("must be true or false");
        };
    }

    private static List<String> strings(ConfigValue value) throws WrongValueException {
        if (!(value instanceof ConfigList list)) {
            throw new WrongValueException("must be a list of texts, such as [\"a\", \"b\"]");
        }
        List<String> strings = new ArrayList<>();
        for (ConfigValue element : list) {
            strings.add(text(element, "a list of texts"));
        }
        return List.copyOf(strings);
    }

    private static String commaSeparated(ConfigValue value) throws WrongValueException {
        return value instanceof ConfigList
                ? String.join(",", strings(value))
                : text(value, "a text or a list of texts");
    }

    private static Map<String, String> map(ConfigValue value) throws WrongValueException {
        if (!(value instanceof ConfigObject object)) {
            throw new WrongValueException("must be a block of names and texts");
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
            if (entry.getValue().valueType() != ConfigValueType.NULL) {
                map.put(entry.getKey(), text(entry.getValue(), "a block of names and texts"));
            }
        }
        return Collections.unmodifiableMap(map);
    }
}
