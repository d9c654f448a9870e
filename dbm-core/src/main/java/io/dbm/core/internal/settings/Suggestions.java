package io.dbm.core.internal.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what somebody may have meant. */
public final class Suggestions {

    /** Names that other tools use for the same thing, and that no spelling check would find. */
    private static final Map<String, String> ELSEWHERE =
            Map.ofEntries(
                    Map.entry("default-orm", "default-access"),
                    Map.entry("orm", "default-access"),
                    Map.entry("driver", "type"),
                    Map.entry("dialect", "type"),
                    Map.entry("url", "dsn"),
                    Map.entry("uri", "dsn"),
                    Map.entry("jdbc-url", "dsn"),
                    Map.entry("connection-string", "dsn"),
                    Map.entry("username", "user"),
                    Map.entry("server", "host"),
                    Map.entry("hostname", "host"),
                    Map.entry("dbname", "database"),
                    Map.entry("file", "filepath"),
                    Map.entry("path", "filepath"),
                    Map.entry("ssl", "sslmode"),
                    Map.entry("tls", "sslmode"),
                    Map.entry("maximum-pool-size", "max-open-conns"),
                    Map.entry("max-pool-size", "max-open-conns"),
                    Map.entry("pool-size", "max-open-conns"),
                    Map.entry("minimum-idle", "min-idle-conns"),
                    Map.entry("max-lifetime", "conn-max-lifetime"),
                    Map.entry("idle-timeout", "conn-max-idle-time"),
                    Map.entry("connection-timeout", "acquire-timeout"));

    private Suggestions() {}

    /** Returns the candidate nearest to what was written, if one is near enough. */
    public static Optional<String> nearest(String written, Collection<String> candidates) {
        String elsewhere = ELSEWHERE.get(written.replace('_', '-').toLowerCase(Locale.ROOT));
        if (elsewhere != null && candidates.contains(elsewhere)) {
            return Optional.of(elsewhere);
        }
        String bare = bare(written);
        int limit = Math.max(1, bare.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(bare, bare(candidate)) <= limit)
                .min(
                        Comparator.comparingInt(
                                        (String candidate) -> distance(bare, bare(candidate)))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** Returns {@code "; did you mean 'x'?"}, or nothing. */
    public static String didYouMean(String written, Collection<String> candidates) {
        return nearest(written, candidates)
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("");
    }

    /**
     * Says that there is nothing of that kind and name, and which there may have been meant; what
     * nobody can have meant may be a password at the wrong key, and is not repeated.
     */
    public static String none(String kind, String written, Collection<String> candidates) {
        return nearest(written, candidates)
                .map(near -> "no " + kind + " '" + written + "'; did you mean '" + near + "'?")
                .orElse("no " + kind + " has this name");
    }

    private static String bare(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Counts the letters to insert, drop, replace, or swap with their neighbour. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int differs = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] =
                        Math.min(
                                cost[i - 1][j - 1] + differs,
                                Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
