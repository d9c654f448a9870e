package io.dbm.benchmarks.slice;

import io.dbm.benchmarks.slice.Meter.Figures;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What one case took in each round. */
final class Samples {

    private final Case sampled;
    private final Figures[] figures;

    Samples(Case sampled, int rounds) {
        this.sampled = sampled;
        this.figures = new Figures[rounds];
    }

    Case sampled() {
        return sampled;
    }

    /** Sets what a round took; may be set again. */
    void set(int round, Figures each) {
        figures[round] = each;
    }

    /** Returns its medians, and its ratios to another's CPU time in the same round. */
    String cells(Samples base) {
        double[] ratios =
                IntStream.range(0, figures.length)
                        .mapToDouble(round -> figures[round].nanos() / base.figures[round].nanos())
                        .toArray();
        return "%.2f | %.0f | %.2f (%.2f..%.2f) |"
                .formatted(
                        median(Figures::nanos) / 1000,
                        median(Figures::bytes),
                        quantile(ratios, 0.5),
                        quantile(ratios, 0.25),
                        quantile(ratios, 0.75));
    }

    private double median(ToDoubleFunction<Figures> figure) {
        return quantile(Arrays.stream(figures).mapToDouble(figure).toArray(), 0.5);
    }

    private static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (part * (sorted.length - 1))];
    }
}
