package io.dbm.provider.sqlite;

import java.io.File;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Where a database is and how its user wants it opened, as one {@code dsn} or {@code filepath}
 * says.
 *
 * @param uri SQLite's URI for it
 * @param options PRAGMAs and options of the driver that its user wrote, by name
 * @param file the name of its file, or of the database in memory
 * @param inMemory whether it is in memory, and so gone with its last physical connection
 */
record Location(String uri, Map<String, String> options, String file, boolean inMemory) {

    private static final String JDBC_PREFIX = "jdbc:sqlite:";
    private static final String URI_PREFIX = "file:";
    private static final String MEMORY = ":memory:";

    /** A scheme has two letters at least: one is a drive. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

    private static final Pattern SCHEME_AND_HOST = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://");

    /** Returns it with more options, which it does not have itself. */
    Location with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new HashMap<>(options);
        all.putAll(more);
        return new Location(uri, Map.copyOf(all), file, inMemory);
    }

    /**
     * Reads a {@code dsn}; does no I/O.
     *
     * @throws IllegalArgumentException if it is not understood; the message does not repeat it
     */
    static Location ofDsn(String dsn) {
        if (dsn.regionMatches(true, 0, JDBC_PREFIX, 0, JDBC_PREFIX.length())) {
            return ofJdbcAddress(dsn.substring(JDBC_PREFIX.length()));
        }
        if (SCHEME.matcher(dsn).lookingAt() && !dsn.startsWith(URI_PREFIX)) {
            throw new IllegalArgumentException(
                    "is not understood: write 'jdbc:sqlite:<file>', 'file:<file>', a file path or"
                            + " ':memory:'");
        }
        return ofFilepath(dsn);
    }

    /**
     * Reads a {@code filepath}; does no I/O.
     *
     * @throws IllegalArgumentException if it is not understood; the message does not repeat it
     */
    static Location ofFilepath(String path) {
        if (path.isBlank()) {
            throw new IllegalArgumentException("is empty: write the database file, or ':memory:'");
        }
        if (path.startsWith(URI_PREFIX)) {
            return ofUri(path);
        }
        if (path.startsWith("jdbc:") || SCHEME_AND_HOST.matcher(path).lookingAt()) {
            throw new IllegalArgumentException("is a URL: write a file path, or use 'dsn'");
        }
        return of(addressOf(path), Parameters.NONE);
    }

    private static Location ofJdbcAddress(String address) {
        if (address.startsWith(URI_PREFIX)) {
            return ofUri(address);
        }
        String[] parts = address.split("\\?", 2);
        return of(addressOf(parts[0]), parametersOf(parts));
    }

    private static Location ofUri(String uri) {
        String[] parts = uri.split("\\?", 2);
        String address = parts[0];
        if (address.startsWith("file://")
                && !address.startsWith("file:///")
                && !address.startsWith("file://localhost/")) {
            throw new IllegalArgumentException(
                    "names a host: write 'file:<file>', or 'file:///' before a full path");
        }
        return of(address, parametersOf(parts));
    }

    private static Parameters parametersOf(String[] parts) {
        return parts.length < 2 ? Parameters.NONE : Parameters.read(parts[1]);
    }

    private static Location of(String address, Parameters parameters) {
        String file = fileOf(address);
        boolean named = !file.isEmpty() && !file.equals(MEMORY);
        boolean memdb = parameters.has("vfs", "memdb");
        if (named && !memdb && !parameters.has("mode", "memory")) {
            return new Location(parameters.appendTo(address), parameters.options(), file, false);
        }
        boolean shared = parameters.has("cache", "shared") || (memdb && file.startsWith("/"));
        return new Location(
                named && shared ? parameters.appendTo(address) : freshMemory(),
                parameters.options(),
                MEMORY,
                true);
    }

    /**
     * Returns the URI of a database in memory that nobody else has, and that its physical
     * connections share.
     *
     * <p>SQLite's memdb waits for a lock as long as the busy timeout says; its older shared cache
     * refuses at once. The name need not be hard to guess, and so does not wait for {@code
     * SecureRandom}, which takes the JDK longer to set up than all else here.
     */
    private static String freshMemory() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "file:/dbm-" + new UUID(random.nextLong(), random.nextLong()) + "?vfs=memdb";
    }

    /** Returns the URI of a file of that very name, whatever characters are in it. */
    private static String addressOf(String path) {
        if (path.isEmpty() || path.equals(MEMORY)) {
            return URI_PREFIX + MEMORY;
        }
        if (path.startsWith(":")) {
            throw new IllegalArgumentException(
                    "starts with ':', which SQLite keeps for itself: write './' before it");
        }
        String name = path.replace(File.separatorChar, '/');
        String root = name.startsWith("/") ? "//" : new File(path).isAbsolute() ? "///" : "";
        // URLEncoder encodes forms: a path differs from them in these two.
        return URI_PREFIX
                + root
                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
    }

    private static String fileOf(String address) {
        String path = address.substring(URI_PREFIX.length()).replaceFirst("^//(localhost)?/", "/");
        try {
            // A plus sign is a space in a form, and itself in a path.
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "has a '%' without two hexadecimal digits after it: write '%25' for a percent"
                            + " sign",
                    e);
        }
    }
}
