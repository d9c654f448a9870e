package io.dbm.benchmarks.startup;

import io.dbm.benchmarks.race.Jvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A program that prints figures in one line, and what it printed in each round. */
final class Start {

    /** The heap is all there from the start, so that what becomes resident later is beside it. */
    private static final List<String> OPTIONS = List.of("-Xms256m", "-Xmx256m");

    private final String label;
    private final Class<?> program;
    private final List<String> arguments;
    private final List<List<Double>> rounds = new ArrayList<>();

    Start(String label, Class<?> program, String... arguments) {
        this.label = label;
        this.program = program;
        this.arguments = List.of(arguments);
    }

    /** Runs it in a JVM of its own. */
    void run() throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(OPTIONS);
        if (program == Opening.class) {
            options.add("-XX:+AlwaysPreTouch");
        }
        String printed = Jvm.run(options, program, arguments).strip();
        rounds.add(Stream.of(printed.split(" ")).map(Double::valueOf).toList());
    }

    /** Returns its row: medians, and what each round's first figure is beside another's. */
    String row(Start base) {
        String medians =
                IntStream.range(0, rounds.get(0).size())
                        .mapToObj(i -> rounds.stream().mapToDouble(round -> round.get(i)))
                        .map(figure -> plain(median(figure)))
                        .collect(Collectors.joining(" | "));
        double[] ratios =
                IntStream.range(0, rounds.size())
                        .mapToDouble(i -> rounds.get(i).get(0) / base.rounds.get(i).get(0))
                        .sorted()
                        .toArray();
        return "| %s | %s | %.2f (%.2f..%.2f) |%n"
                .formatted(
                        label,
                        medians,
                        median(DoubleStream.of(ratios)),
                        ratios[0],
                        ratios[ratios.length - 1]);
    }

    private static double median(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String plain(double figure) {
        return String.format(
                Locale.ROOT, figure < 100 && figure % 1 != 0 ? "%.1f" : "%.0f", figure);
    }

    @Override
    public String toString() {
        return label + ": " + rounds.get(rounds.size() - 1);
    }
}
