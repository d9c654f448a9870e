package io.dbm.benchmarks.race;

import java.time.Duration;

/**
 * How thoroughly is measured.
 *
 * @param forks 1 for a JVM of its own for each figure, 0 for this one
 * @param rounds of each race
 * @param warmsUp whether a race has its own time to warm up
 * @param measured for each figure
 */
public record Pace(int forks, int rounds, boolean warmsUp, Duration measured) {

    /** Shows that everything runs; its figures mean nothing. */
    public static final Pace SMOKE = new Pace(1, 1, false, Duration.ofMillis(200));

    /** Shows it within this JVM, which is quicker still. */
    public static final Pace HERE = new Pace(0, 1, false, Duration.ofMillis(20));

    /** Measures. */
    public static Pace full(int rounds) {
        return new Pace(1, rounds, true, Duration.ofSeconds(1));
    }

    Duration warmUp(Race race) {
        return warmsUp ? race.warmUp() : measured;
    }

    /** Whether it is done with the first number of threads. */
    boolean isBrief() {
        return !warmsUp;
    }
}
