package io.dbm.benchmarks.startup;

import java.util.List;

/**
 * What is compared in one table.
 *
 * @param title heads its first column
 * @param figures what each program prints, the first of which is compared
 * @param starts the first is what the others are compared with
 */
record Comparison(String title, List<String> figures, List<Start> starts) {

    static List<Comparison> all(int connections) {
        String many = Integer.toString(connections);
        return List.of(
                new Comparison(
                        "one row from SQLite",
                        List.of("CPU ms from the JVM's start"),
                        List.of(
                                new Start("HikariCP", FirstRow.class, "hikari"),
                                new Start("HikariCP again (control)", FirstRow.class, "hikari"),
                                new Start("**dbm**", FirstRow.class, "dbm"))),
                new Comparison(
                        many + " connections, load()",
                        List.of("CPU ms, warm", "CPU ms, the first time", "MB allocated, warm"),
                        List.of(
                                new Start(
                                        "HOCON parsed and resolved", Loading.class, "hocon", many),
                                new Start("**dbm**", Loading.class, "dbm", many))),
                new Comparison(
                        many + " connections at 20 ms",
                        List.of("ms", "threads at most", "threads left", "resident kB each"),
                        List.of(
                                new Start("HikariCP, 32 at once", Opening.class, "parallel", many),
                                new Start("HikariCP, in turn", Opening.class, "sequence", many),
                                new Start("**dbm**, with load()", Opening.class, "dbm", many))));
    }

    String table() {
        StringBuilder text =
                new StringBuilder(
                        "%n| %s | %s | %s, as a ratio (min..max) |%n| --- |%s --- |%n"
                                .formatted(
                                        title,
                                        String.join(" | ", figures),
                                        figures.get(0),
                                        " ---: |".repeat(figures.size())));
        starts.forEach(each -> text.append(each.row(starts.get(0))));
        return text.toString();
    }
}
