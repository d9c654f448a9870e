package io.dbm.benchmarks.startup;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is compared in one table.
 *
 * @param title heads its first column
 * @param figures what each program prints
 * @param compared how many of them are, from the first on
 * @param times how often it runs in a round: what is over soon is noisy
 * @param starts the first is what the others are compared with
 */
record Comparison(String title, List<String> figures, int compared, int times, List<Start> starts) {

    static List<Comparison> all(int connections, boolean brief) {
        String many = Integer.toString(connections);
        return List.of(
                new Comparison(
                        "one row from SQLite",
                        List.of("ms from the JVM's start", "CPU ms"),
                        2,
                        brief ? 1 : 5,
                        List.of(
                                hikari("HikariCP"),
                                hikari("HikariCP again (control)"),
                                new Start("**dbm**", Libraries.DBM, FirstRowOfDbm.class))),
                new Comparison(
                        many + " connections, load()",
                        List.of("CPU ms, warm", "CPU ms, the first time", "MB allocated, warm"),
                        1,
                        1,
                        List.of(
                                new Start(
                                        "HOCON parsed and resolved", Loading.class, "hocon", many),
                                new Start("**dbm**", Loading.class, "dbm", many))),
                new Comparison(
                        many + " connections at 20 ms",
                        List.of("ms", "threads at most", "threads left", "resident kB each"),
                        1,
                        1,
                        List.of(
                                new Start("HikariCP, 32 at once", Opening.class, "parallel", many),
                                new Start("HikariCP, in turn", Opening.class, "sequence", many),
                                new Start("**dbm**, with load()", Opening.class, "dbm", many))));
    }

    private static Start hikari(String label) {
        return new Start(label, Libraries.HIKARI, FirstRowOfHikari.class);
    }

    String table() {
        String ratios =
                figures.stream()
                        .limit(compared)
                        .map(each -> each + ", as a ratio (min..max)")
                        .collect(Collectors.joining(" | "));
        StringBuilder text =
                new StringBuilder(
                        "%n| %s | %s | %s |%n| --- |%s%s%n"
                                .formatted(
                                        title,
                                        String.join(" | ", figures),
                                        ratios,
                                        " ---: |".repeat(figures.size()),
                                        " --- |".repeat(compared)));
        starts.forEach(each -> text.append(each.row(starts.get(0), compared)));
        return text.toString();
    }
}
