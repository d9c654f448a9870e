package io.dbm.provider.sqlite;

import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * The PRAGMAs and options that the driver knows, and what may be written for each: SQLite takes any
 * text for most of them, and silently does something else.
 */
final class Options {

    private static final Predicate<String> WORDS_OF_JAVA = Set.of("true", "false")::contains;
    private static final Predicate<String> WORDS_OF_SQLITE =
            Set.of("true", "false", "on", "off", "yes", "no", "0", "1")::contains;

    /** The driver knows them for another SQLite; its own ignores them, and encrypts nothing. */
    private static final Set<String> OF_ENCRYPTION = Set.of("password", "hexkey_mode");

    /** Those whose values the driver does not list, or not all of them. */
    private static final Map<String, Predicate<String>> NOT_AS_LISTED =
            Map.ofEntries(
                    Map.entry("shared_cache", WORDS_OF_JAVA),
                    Map.entry("enable_load_extension", WORDS_OF_JAVA),
                    Map.entry("jdbc.get_generated_keys", WORDS_OF_JAVA),
                    Map.entry("jdbc.explicit_readonly", WORDS_OF_JAVA),
                    Map.entry("secure_delete", WORDS_OF_SQLITE.or("fast"::equals)),
                    Map.entry("cache_spill", WORDS_OF_SQLITE.or(Options::isInt)),
                    Map.entry(
                            "synchronous",
                            Set.of("off", "normal", "full", "extra", "0", "1", "2", "3")::contains),
                    Map.entry(
                            "temp_store",
                            Set.of("default", "file", "memory", "0", "1", "2")::contains),
                    Map.entry("page_size", Options::isPageSize),
                    Map.entry("mmap_size", Options::isLong),
                    Map.entry("journal_size_limit", Options::isLong),
                    Map.entry("max_page_count", value -> isLong(value) && isPositive(value)),
                    Map.entry("temp_store_directory", value -> true),
                    Map.entry("date_string_format", value -> true));

    private static final Map<String, Predicate<String>> VALUES = ofDriver();

    private Options() {}

    /** Returns the names of those that may be written, in lower case. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(VALUES.keySet());
        names.removeAll(OF_ENCRYPTION);
        return names;
    }

    /** Whether an option has no effect but in another SQLite. */
    static boolean asksForEncryption(String option) {
        return OF_ENCRYPTION.contains(option);
    }

    /** Whether the driver knows an option, in lower case. */
    static boolean knows(String option) {
        return VALUES.containsKey(option);
    }

    /** Whether a value of a known option does what it says. */
    static boolean takes(String option, String value) {
        return VALUES.getOrDefault(option, any -> false).test(value.toLowerCase(Locale.ROOT))
                && driverTakes(option, value);
    }

    private static boolean driverTakes(String option, String value) {
        Properties properties = new Properties();
        properties.setProperty(option, value);
        try {
            new SQLiteConfig(properties);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether SQLite reads a text as true or false. */
    static boolean isBoolean(String value) {
        return WORDS_OF_SQLITE.test(value.toLowerCase(Locale.ROOT));
    }

    private static Map<String, Predicate<String>> ofDriver() {
        try {
            return Stream.of(new JDBC().getPropertyInfo("", new Properties()))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    property -> property.name, Options::valuesOf));
        } catch (SQLException e) {
            throw new IllegalStateException("the driver does not tell its options", e);
        }
    }

    private static Predicate<String> valuesOf(DriverPropertyInfo property) {
        Predicate<String> notAsListed = NOT_AS_LISTED.get(property.name);
        if (notAsListed != null) {
            return notAsListed;
        }
        if (property.choices == null) {
            return Options::isInt;
        }
        Set<String> choices =
                Stream.of(property.choices)
                        .map(choice -> choice.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
        return choices.equals(Set.of("true", "false")) ? WORDS_OF_SQLITE : choices::contains;
    }

    private static boolean isInt(String value) {
        try {
            return Integer.toString(Integer.parseInt(value)).equals(value);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isLong(String value) {
        try {
            return Long.toString(Long.parseLong(value)).equals(value);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isPositive(String number) {
        return !number.equals("0") && !number.startsWith("-");
    }

    /** A power of two between 512 and 65536. */
    private static boolean isPageSize(String value) {
        return isInt(value)
                && Integer.bitCount(Integer.parseInt(value)) == 1
                && Integer.parseInt(value) >= 512
                && Integer.parseInt(value) <= 65536;
    }
}
