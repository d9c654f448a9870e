package io.dbm.provider.sqlite;

import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * What follows the question mark of a {@code dsn}.
 *
 * @param uri what SQLite reads from its URI
 * @param options PRAGMAs and options of the driver, by their name in lower case
 */
record Parameters(Map<String, String> uri, Map<String, String> options) {

    static final Parameters NONE = new Parameters(Map.of(), Map.of());

    /** See https://www.sqlite.org/uri.html. */
    private static final Set<String> URI_PARAMETERS =
            Set.of("cache", "immutable", "mode", "modeof", "nolock", "psow", "vfs");

    /** The driver knows them for another SQLite; its own ignores them, and encrypts nothing. */
    private static final Set<String> OF_ENCRYPTION = Set.of("password", "hexkey_mode");

    /** What may be written for each option; nothing, where the driver does not say. */
    private static final Map<String, Set<String>> OPTIONS = optionsOfDriver();

    /** SQLite takes these, too; whatever else it does not know it ignores without a word. */
    private static final Set<String> MORE_WORDS = Set.of("on", "off", "yes", "no", "extra");

    /**
     * Reads {@code name=value} pairs with {@code &} between them; the last of one name wins.
     *
     * @throws IllegalArgumentException if one is not understood; since it may be a piece of a
     *     password, the message tells its position and not its text
     */
    static Parameters read(String query) {
        Map<String, String> uri = new LinkedHashMap<>();
        Map<String, String> options = new LinkedHashMap<>();
        int position = 0;
        for (String parameter : query.split("&", -1)) {
            position++;
            String[] pair = parameter.split("=", 2);
            if (pair.length < 2 || pair[1].isEmpty()) {
                throw new IllegalArgumentException("has no value for parameter " + position);
            }
            String option = pair[0].toLowerCase(Locale.ROOT);
            if (asksForEncryption(option)) {
                throw new IllegalArgumentException(
                        "asks for encryption by '" + option + "', and this SQLite has none");
            } else if (OPTIONS.containsKey(option)) {
                options.put(option, pair[1]);
            } else if (URI_PARAMETERS.contains(pair[0])) {
                uri.put(pair[0], pair[1]);
            } else {
                throw new IllegalArgumentException(
                        "is not understood: neither SQLite nor its driver knows the name of"
                                + " parameter "
                                + position);
            }
        }
        if (!isValid(options)) {
            throw new IllegalArgumentException(
                    "is not understood: the driver does not know the value of a parameter");
        }
        return new Parameters(Map.copyOf(uri), Map.copyOf(options));
    }

    /** Returns the names of the options that may be written, in lower case. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(OPTIONS.keySet());
        names.removeAll(OF_ENCRYPTION);
        return names;
    }

    /** Whether an option has no effect but in another SQLite. */
    static boolean asksForEncryption(String option) {
        return OF_ENCRYPTION.contains(option);
    }

    private static Map<String, Set<String>> optionsOfDriver() {
        try {
            return Stream.of(new JDBC().getPropertyInfo("", new Properties()))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    property -> property.name, Parameters::choices));
        } catch (SQLException e) {
            throw new IllegalStateException("the driver does not tell its options", e);
        }
    }

    private static Set<String> choices(DriverPropertyInfo property) {
        return property.choices == null
                ? Set.of()
                : Stream.of(property.choices)
                        .map(Parameters::plain)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static String plain(String value) {
        return value.replace("'", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isValid(String option, String value) {
        Set<String> choices = OPTIONS.getOrDefault(option, Set.of());
        return choices.isEmpty()
                || choices.contains(plain(value))
                || MORE_WORDS.contains(plain(value))
                || value.matches("\\d");
    }

    /** Whether the driver, and SQLite, take these values. */
    static boolean isValid(Map<String, String> options) {
        Properties properties = new Properties();
        properties.putAll(options);
        try {
            new SQLiteConfig(properties);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return options.entrySet().stream()
                .allMatch(option -> isValid(option.getKey(), option.getValue()));
    }

    boolean has(String name, String value) {
        return value.equals(uri.get(name));
    }

    /** Returns an address with the parameters of its URI. */
    String appendTo(String address) {
        return uri.isEmpty()
                ? address
                : uri.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .collect(Collectors.joining("&", address + "?", ""));
    }
}
