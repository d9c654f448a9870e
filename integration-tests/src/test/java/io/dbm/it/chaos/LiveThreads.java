package io.dbm.it.chaos;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The threads of this JVM, by name. */
record LiveThreads(Map<String, Integer> counts) {

    private static final Pattern NUMBER = Pattern.compile("[0-9a-f]*[0-9][0-9a-f]*");

    /**
     * What may stay: this test's own, its servers', the JVM's, and what a driver keeps for all
     * connections of the JVM, whoever makes them (the last line).
     */
    private static final Pattern OF_OTHERS =
            Pattern.compile(
                    "chaos-.*|fault-proxy|tds-.*|mongo-server.*|H2 .*|MVStore .*|log:.*|embedded.*"
                            + "|process reaper.*|ForkJoinPool.*|CompletableFutureDelayScheduler"
                            + "|Attach Listener"
                            + "|Cleaner-[0-9]+|.*-JDBC-Cleaner|mssql-jdbc-shared-timer.*"
                            + "|BufferPoolPruner.*");

    /** Returns those that there are now, other than those that may stay. */
    static LiveThreads now() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!OF_OTHERS.matcher(thread.getName()).matches()) {
                counts.merge(NUMBER.matcher(thread.getName()).replaceAll("N"), 1, Integer::sum);
            }
        }
        return new LiveThreads(counts);
    }

    /** Returns those of which there were fewer before. */
    Map<String, Integer> moreThan(LiveThreads before) {
        Map<String, Integer> more = new TreeMap<>(counts);
        before.counts.forEach((name, count) -> more.merge(name, -count, Integer::sum));
        more.values().removeIf(count -> count <= 0);
        return more;
    }
}
