package io.dbm.benchmarks.race;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What one entrant took with a number of threads: one figure for each round. */
final class Row {

    private final Entrant entrant;
    private final int threads;
    private final List<Fork> forks = new ArrayList<>();

    Row(Entrant entrant, int threads) {
        this.entrant = entrant;
        this.threads = threads;
    }

    Entrant entrant() {
        return entrant;
    }

    int threads() {
        return threads;
    }

    void add(Fork fork) {
        forks.add(fork);
    }

    /** Whether others of its group, with as many threads, are compared with it. */
    boolean isBaseOf(Row other) {
        return threads == other.threads
                && entrant.group().equals(other.entrant.group())
                && entrant.label().equals(other.entrant.base());
    }

    double median(ToDoubleFunction<Fork> figure) {
        return median(forks.stream().mapToDouble(figure).sorted().toArray());
    }

    /** Returns the CPU time as a ratio to another row's in the same round. */
    Ratio ratioTo(Row base) {
        double[] ratios =
                IntStream.range(0, forks.size())
                        .mapToDouble(
                                round ->
                                        forks.get(round).cpuNanos()
                                                / base.forks.get(round).cpuNanos())
                        .sorted()
                        .toArray();
        return new Ratio(ratios[0], median(ratios), ratios[ratios.length - 1]);
    }

    /** The least, the median and the greatest over the rounds. */
    record Ratio(double least, double median, double greatest) {}

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return DoubleStream.of(sorted[middle], sorted[(sorted.length - 1) / 2])
                .average()
                .orElseThrow();
    }
}
