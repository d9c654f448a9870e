package io.dbm.benchmarks.race;

import java.util.List;

/** The ratios as bars in SVG, each with its spread; readable on light and on dark ground. */
final class Chart {

    private static final int LABELS = 330;
    private static final int BARS = 480;
    private static final int FIGURES = 160;
    private static final int LINE = 22;
    private static final int TOP = 56;

    /** Bars end here, and say how long they would be. */
    private static final double LONGEST = 5;

    private Chart() {}

    static String of(String title, List<Row> rows) {
        double greatest =
                rows.stream()
                        .mapToDouble(row -> row.ratioTo(Table.base(row, rows)).greatest())
                        .max()
                        .orElse(1);
        double scale = BARS / Math.max(1.25, Math.min(LONGEST, greatest));
        StringBuilder bars = new StringBuilder();
        int y = TOP;
        String heading = "";
        for (Row row : rows) {
            String next =
                    "%s, %d %s"
                            .formatted(
                                    row.entrant().group(),
                                    row.threads(),
                                    row.threads() == 1 ? "thread" : "threads");
            if (!next.equals(heading)) {
                heading = next;
                y += LINE / 2;
                bars.append(
                        "<text class='heading' x='16' y='%d'>%s</text>%n"
                                .formatted(y + 14, plain(next)));
                y += LINE;
            }
            bars.append(bar(row, row.ratioTo(Table.base(row, rows)), y, scale));
            y += LINE;
        }
        int one = (int) (LABELS + scale);
        return """
               <svg xmlns='http://www.w3.org/2000/svg' width='%1$d' height='%2$d' viewBox='0 0 %1$d %2$d' role='img'>
               <title>%3$s</title>
               <style>
               text { font: 13px system-ui, sans-serif; fill: #24292f }
               .title { font-size: 16px; font-weight: 600 }
               .heading { font-weight: 600 }
               .note, .figure { fill: #57606a }
               .figure { font-variant-numeric: tabular-nums }
               .bar { fill: #8c959f }
               .dbm { fill: #2da44e }
               .spread { stroke: #24292f; stroke-width: 1.5 }
               .one { stroke: #57606a; stroke-dasharray: 3 3 }
               @media (prefers-color-scheme: dark) {
               text { fill: #e6edf3 } .note, .figure { fill: #9198a1 } .spread { stroke: #e6edf3 } .bar { fill: #656c76 }
               }
               </style>
               <text class='title' x='16' y='26'>%3$s</text>
               <text class='note' x='16' y='46'>CPU time for each operation, as a ratio to the first of its group: median, least and greatest over the rounds</text>
               <line class='one' x1='%4$d' x2='%4$d' y1='%5$d' y2='%6$d'/>
               %7$s</svg>
               """
                .formatted(LABELS + BARS + FIGURES, y + 16, plain(title), one, TOP + 8, y, bars);
    }

    private static String bar(Row row, Row.Ratio ratio, int y, double scale) {
        String label = row.entrant().label();
        int length = length(ratio.median(), scale);
        return """
               <text x='32' y='%1$d'>%2$s</text><rect class='%3$s' x='%4$d' y='%5$d' width='%6$d' height='14' rx='2'/>\
               <line class='spread' x1='%7$d' x2='%8$d' y1='%9$d' y2='%9$d'/><text class='figure' x='%10$d' y='%1$d'>%11$s</text>
               """
                .formatted(
                        y + 14,
                        plain(label),
                        label.contains("**") ? "bar dbm" : "bar",
                        LABELS,
                        y + 3,
                        length,
                        LABELS + length(ratio.least(), scale),
                        LABELS + length(ratio.greatest(), scale),
                        y + 10,
                        LABELS + BARS + 12,
                        "%.2f (%.2f..%.2f)"
                                .formatted(ratio.median(), ratio.least(), ratio.greatest()));
    }

    private static int length(double ratio, double scale) {
        return (int) Math.min(BARS, ratio * scale);
    }

    private static String plain(String markdown) {
        return markdown.replace("*", "")
                .replace("`", "")
                .replace("&", "&amp;")
                .replace("<", "&lt;");
    }
}
