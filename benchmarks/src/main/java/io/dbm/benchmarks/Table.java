package io.dbm.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The results in Markdown: medians over the rounds, and ratios within each round. */
final class Table {

    private final Contender base;
    private final Map<Integer, Map<Contender, List<Fork>>> forks = new TreeMap<>();

    Table(Contender base) {
        this.base = base;
    }

    void add(Contender contender, int threads, Fork fork) {
        forks.computeIfAbsent(threads, key -> new EnumMap<>(Contender.class))
                .computeIfAbsent(contender, key -> new ArrayList<>())
                .add(fork);
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(
                        """
                        | case | threads | ops/µs | CPU ns/op | B/op | CPU, as a ratio (min..max) |
                        | --- | ---: | ---: | ---: | ---: | --- |
                        """);
        forks.forEach((threads, measured) -> appendRows(text, threads, measured));
        return text.toString();
    }

    private void appendRows(
            StringBuilder text, int threads, Map<Contender, List<Fork>> contenders) {
        List<Fork> bases = contenders.getOrDefault(base, List.of());
        contenders.forEach(
                (contender, measured) -> text.append(row(contender, threads, measured, bases)));
    }

    private static String row(
            Contender contender, int threads, List<Fork> measured, List<Fork> bases) {
        double[] ratios =
                IntStream.range(0, measured.size())
                        .mapToDouble(
                                round ->
                                        measured.get(round).cpuNanos()
                                                / bases.get(round).cpuNanos())
                        .sorted()
                        .toArray();
        return "| %s | %d | %.2f | %.1f | %.0f | %.2f (%.2f..%.2f) |%n"
                .formatted(
                        contender.label(),
                        threads,
                        median(measured, Fork::operationsPerMicrosecond),
                        median(measured, Fork::cpuNanos),
                        median(measured, Fork::bytes),
                        median(ratios),
                        ratios[0],
                        ratios[ratios.length - 1]);
    }

    private static double median(List<Fork> measured, ToDoubleFunction<Fork> figure) {
        return median(measured.stream().mapToDouble(figure).sorted().toArray());
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return DoubleStream.of(sorted[middle], sorted[(sorted.length - 1) / 2])
                .average()
                .orElseThrow();
    }
}
