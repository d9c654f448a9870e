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
    private final String classPath;
    private final Class<?> program;
    private final List<String> arguments;
    private final List<List<Double>> rounds = new ArrayList<>();

    Start(String label, Class<?> program, String... arguments) {
        this(label, System.getProperty("java.class.path"), program, arguments);
    }

    /** Has these libraries and no more on its class path. */
    Start(String label, List<String> libraries, Class<?> program, String... arguments) {
        this(label, Libraries.classPath(libraries), program, arguments);
    }

    private Start(String label, String classPath, Class<?> program, String... arguments) {
        this.label = label;
        this.classPath = classPath;
        this.program = program;
        this.arguments = List.of(arguments);
    }

    /** Runs it in a JVM of its own. */
    void run() throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(OPTIONS);
        if (program == Opening.class) {
            options.add("-XX:+AlwaysPreTouch");
        }
        String printed = Jvm.run(classPath, options, program, arguments).strip();
        rounds.add(Stream.of(printed.split(" ")).map(Double::valueOf).toList());
    }

    /**
     * Returns its row: medians, and what some of each round's figures are beside another's.
     *
     * @param compared how many, from the first on
     */
    String row(Start base, int compared) {
        String medians =
                IntStream.range(0, rounds.get(0).size())
                        .mapToObj(i -> rounds.stream().mapToDouble(round -> round.get(i)))
                        .map(figure -> plain(median(figure)))
                        .collect(Collectors.joining(" | "));
        String ratios =
                IntStream.range(0, compared)
                        .mapToObj(figure -> ratio(base, figure))
                        .collect(Collectors.joining(" | "));
        return "| %s | %s | %s |%n".formatted(label, medians, ratios);
    }

    private String ratio(Start base, int figure) {
        double[] ratios =
                IntStream.range(0, rounds.size())
                        .mapToDouble(
                                i -> rounds.get(i).get(figure) / base.rounds.get(i).get(figure))
                        .sorted()
                        .toArray();
        return "%.2f (%.2f..%.2f)"
                .formatted(median(DoubleStream.of(ratios)), ratios[0], ratios[ratios.length - 1]);
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
