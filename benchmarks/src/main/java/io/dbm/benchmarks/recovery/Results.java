package io.dbm.benchmarks.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What one pool made of the same outage, round after round. */
final class Results {

    private final Outage outage;
    private final Contestant contestant;
    private final List<Recovery> recoveries = new ArrayList<>();

    Results(Outage outage, Contestant contestant) {
        this.outage = outage;
        this.contestant = contestant;
    }

    Contestant contestant() {
        return contestant;
    }

    void add(Recovery recovery) {
        recoveries.add(recovery);
    }

    /** Returns all in Markdown. */
    static String table(List<Results> all) {
        return """
        | outage | pool | rounds | first caller, ms | last caller, ms | failures | connections tried |
        | --- | --- | ---: | --- | --- | --- | --- |
        """
                + all.stream().map(Results::row).collect(Collectors.joining());
    }

    private String row() {
        return "| %s | %s | %d | %s | %s | %s | %s |%n"
                .formatted(
                        outage,
                        contestant.label(),
                        recoveries.size(),
                        spread(Recovery::firstMillis),
                        spread(Recovery::lastMillis),
                        spread(Recovery::failures),
                        spread(Recovery::tries));
    }

    /** The median, and the least and the greatest where there are more than one. */
    private String spread(ToDoubleFunction<Recovery> figure) {
        double[] sorted = recoveries.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        double median = (sorted[middle] + sorted[(sorted.length - 1) / 2]) / 2;
        return sorted.length == 1
                ? "%.0f".formatted(median)
                : "%.0f (%.0f..%.0f)".formatted(median, sorted[0], sorted[sorted.length - 1]);
    }
}
