package io.dbm.benchmarks.race;

import java.util.List;

/** The results in Markdown: medians over the rounds, and ratios within each round. */
final class Table {

    private Table() {}

    static String of(List<Row> rows) {
        StringBuilder text =
                new StringBuilder(
                        """
                        | what | case | threads | 1000 ops/s | CPU ns/op | B/op | CPU, as a ratio (min..max) |
                        | --- | --- | ---: | ---: | ---: | ---: | --- |
                        """);
        rows.forEach(row -> text.append(line(row, base(row, rows))));
        return text.toString();
    }

    /** Returns what a row is compared with. */
    static Row base(Row row, List<Row> rows) {
        return rows.stream().filter(each -> each.isBaseOf(row)).findFirst().orElseThrow();
    }

    private static String line(Row row, Row base) {
        Row.Ratio ratio = row.ratioTo(base);
        return "| %s | %s | %d | %.0f | %s | %s | %.2f (%.2f..%.2f) |%n"
                .formatted(
                        row.entrant().group(),
                        row.entrant().label(),
                        row.threads(),
                        row.median(Fork::operationsPerSecond) / 1000,
                        figure(row.median(Fork::cpuNanos)),
                        figure(row.median(Fork::bytes)),
                        ratio.median(),
                        ratio.least(),
                        ratio.greatest());
    }

    private static String figure(double value) {
        return (value < 100 ? "%.1f" : "%.0f").formatted(value);
    }
}
