package io.dbm.provider.sqlite;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** SQLite silently takes its default where it does not understand their values. */
    private static final Set<String> BOOLEANS_OF_URI = Set.of("immutable", "nolock", "psow");

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
            if (Options.asksForEncryption(option)) {
                throw new IllegalArgumentException(
                        "asks for encryption by '" + option + "', and this SQLite has none");
            } else if (Options.knows(option)) {
                require(Options.takes(option, pair[1]), "value", position);
                options.put(option, pair[1]);
            } else {
                require(URI_PARAMETERS.contains(pair[0]), "name", position);
                require(isValidInUri(pair[0], pair[1]), "value", position);
                uri.put(pair[0], pair[1]);
            }
        }
        return new Parameters(Map.copyOf(uri), Map.copyOf(options));
    }

    private static boolean isValidInUri(String name, String value) {
        return !BOOLEANS_OF_URI.contains(name) || Options.isBoolean(value);
    }

    private static void require(boolean known, String part, int position) {
        if (!known) {
            throw new IllegalArgumentException(
                    "is not understood: neither SQLite nor its driver knows the "
                            + part
                            + " of parameter "
                            + position);
        }
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
