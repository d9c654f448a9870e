package io.dbm.benchmarks.timeout;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What one way took in each round. */
final class Samples {

    private final Reading reading;
    private final String label;
    private final Meter.Figures[] figures;

    Samples(Reading reading, String label, int rounds) {
        this.reading = reading;
        this.label = label;
        this.figures = new Meter.Figures[rounds];
    }

    Reading reading() {
        return reading;
    }

    /** Sets what a round took; may be set again. */
    void set(int round, Meter.Figures used) {
        figures[round] = used;
    }

    /** Returns a row of the table: medians, and ratios of all threads' time within each round. */
    String row(Server server, Samples base) {
        double[] ratios =
                IntStream.range(0, figures.length)
                        .mapToDouble(round -> figures[round].nanos() / base.figures[round].nanos())
                        .toArray();
        return "| %s | %s | %s | %.1f | %.1f | %.0f | %.2f (%.2f..%.2f) |%n"
                .formatted(
                        server.database(),
                        server.kind(),
                        label,
                        median(Meter.Figures::nanos) / 1000,
                        median(Meter.Figures::callerNanos) / 1000,
                        median(Meter.Figures::bytes),
                        quantile(ratios, 0.5),
                        quantile(ratios, 0.25),
                        quantile(ratios, 0.75));
    }

    private double median(ToDoubleFunction<Meter.Figures> figure) {
        return quantile(Arrays.stream(figures).mapToDouble(figure).toArray(), 0.5);
    }

    private static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (part * (sorted.length - 1))];
    }
}
