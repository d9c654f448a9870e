package io.dbm.benchmarks.transaction;

import java.util.Arrays;

/** What one way of a transaction took in each round. */
final class Samples {

    private final Way way;
    private final double[] nanos;
    private final double[] bytes;

    Samples(Way way, int rounds) {
        this.way = way;
        this.nanos = new double[rounds];
        this.bytes = new double[rounds];
    }

    Way way() {
        return way;
    }

    /**
     * Sets what a round took; may be set again.
     *
     * @param cpuNanos for each transaction, in the kernel too
     * @param allocated bytes for each transaction
     */
    void set(int round, double cpuNanos, double allocated) {
        nanos[round] = cpuNanos;
        bytes[round] = allocated;
    }

    /** Returns a row of the table: medians, and ratios within each round. */
    String row(Target target, Samples base) {
        double[] ratios = new double[nanos.length];
        Arrays.setAll(ratios, round -> nanos[round] / base.nanos[round]);
        return "| %s | %s | %.2f | %.0f | %.2f (%.2f..%.2f) |"
                .formatted(
                        target,
                        way.label(),
                        quantile(nanos, 0.5) / 1000,
                        quantile(bytes, 0.5),
                        quantile(ratios, 0.5),
                        quantile(ratios, 0.25),
                        quantile(ratios, 0.75));
    }

    private static double quantile(double[] figures, double part) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[(int) (part * (sorted.length - 1))];
    }
}
