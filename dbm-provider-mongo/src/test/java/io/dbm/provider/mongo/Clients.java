package io.dbm.provider.mongo;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which of the driver's clients are open: each has threads that bear its number. */
final class Clients {

    private static final Pattern CLUSTER = Pattern.compile("^cluster-(?:rtt-)?([0-9a-f]{24})");

    private Clients() {}

    static Set<String> open() {
        Set<String> numbers = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            Matcher matcher = CLUSTER.matcher(thread.getName());
            if (matcher.find()) {
                numbers.add(matcher.group(1));
            }
        }
        return numbers;
    }

    /** Waits until so many are open. */
    static void await(int number) {
        Conditions.await(number + " clients are open", () -> open().size() == number);
    }
}
