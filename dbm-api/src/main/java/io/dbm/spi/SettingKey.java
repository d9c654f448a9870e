package io.dbm.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key that a plugin understands: its name, the kind of its values, and what it is for.
 *
 * <p>Immutable. The declaration feeds the check for unknown keys, the "did you mean" and the table
 * in the reference.
 *
 * @param <T> what a value is read as
 * @since 0.1.0
 */
public final class SettingKey<T> {

    private final String name;
    private final Kind kind;
    private final String description;
    private final @Nullable String defaultValue;
    private final List<String> choices;
    private final int least;

    private SettingKey(
            String name,
            Kind kind,
            String description,
            @Nullable String defaultValue,
            List<String> choices,
            int least) {
        this.name = name;
        this.kind = kind;
        this.description = description;
        this.defaultValue = defaultValue;
        this.choices = choices;
        this.least = least;
    }

    /** A text. */
    public static SettingKey<String> string(String name, String description) {
        return key(name, Kind.STRING, description);
    }

    /** A text that is one of a few; case counts. */
    public static SettingKey<String> choice(String name, List<String> choices, String description) {
        return new SettingKey<>(name, Kind.STRING, description, null, List.copyOf(choices), 0);
    }

    /** A whole number, zero or more. */
    public static SettingKey<Integer> integer(String name, String description) {
        return key(name, Kind.INTEGER, description);
    }

    /**
     * A whole number, at least so much.
     *
     * @throws IllegalArgumentException if it may be negative
     */
    public static SettingKey<Integer> integer(String name, int least, String description) {
        if (least < 0) {
            throw new IllegalArgumentException("numbers below zero are not read");
        }
        return new SettingKey<>(name, Kind.INTEGER, description, null, List.of(), least);
    }

    /** A duration with its unit, such as {@code 30s}; {@code 0} needs none. Never negative. */
    public static SettingKey<Duration> duration(String name, String description) {
        return key(name, Kind.DURATION, description);
    }

    /** {@code true} or {@code false}. */
    public static SettingKey<Boolean> flag(String name, String description) {
        return key(name, Kind.FLAG, description);
    }

    /** A text that is never printed. */
    public static SettingKey<Secret> secret(String name, String description) {
        return key(name, Kind.SECRET, description);
    }

    /** A list of texts. */
    public static SettingKey<List<String>> strings(String name, String description) {
        return key(name, Kind.STRINGS, description);
    }

    /**
     * Texts with commas between them, read as one text; a list of texts is joined to one. What
     * stands between the commas is the plugin's to check.
     */
    public static SettingKey<String> commaSeparated(String name, String description) {
        return key(name, Kind.COMMA_SEPARATED, description);
    }

    /** Names and texts, whose names are taken as written. */
    public static SettingKey<Map<String, String>> map(String name, String description) {
        return key(name, Kind.MAP, description);
    }

    private static <T> SettingKey<T> key(String name, Kind kind, String description) {
        return new SettingKey<>(name, kind, description, null, List.of(), 0);
    }

    /** Returns this key with a default, as it would stand in the file. */
    public SettingKey<T> withDefault(String value) {
        return new SettingKey<>(name, kind, description, value, choices, least);
    }

    /**
     * Returns this key with other texts to choose from, for a plugin that understands more or
     * fewer.
     */
    public SettingKey<T> withChoices(List<String> texts) {
        return new SettingKey<>(name, kind, description, defaultValue, List.copyOf(texts), least);
    }

    /** Returns this key with another description, for a plugin that gives it a narrower meaning. */
    public SettingKey<T> describedAs(String text) {
        return new SettingKey<>(name, kind, text, defaultValue, choices, least);
    }

    /** Returns the name, in kebab case. */
    public String name() {
        return name;
    }

    /** Returns the kind of its values. */
    public Kind kind() {
        return kind;
    }

    /** Returns what it is for, in one sentence. */
    public String description() {
        return description;
    }

    /** Returns its default, as it would stand in the file. */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** Returns the texts to choose from; empty if any will do. */
    public List<String> choices() {
        return choices;
    }

    /** Returns the least that a whole number may be: zero, if nothing else was said. */
    public int least() {
        return least;
    }

    @Override
    public String toString() {
        return name;
    }

    /** The kind of a key's values. */
    public enum Kind {
        /** A text. */
        STRING,
        /** A whole number. */
        INTEGER,
        /** A duration. */
        DURATION,
        /** True or false. */
        FLAG,
        /** A text that is never printed. */
        SECRET,
        /** A list of texts. */
        STRINGS,
        /** Texts with commas between them, or a list of them; read as one text. */
        COMMA_SEPARATED,
        /** Names and texts. */
        MAP
    }
}
