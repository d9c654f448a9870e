package io.dbm.benchmarks.race;

import java.time.Duration;
import java.util.List;

/**
 * What is compared with one another in one run.
 *
 * @param name a file's name
 * @param title heads the chart
 * @param benchmark runs it, by JMH
 * @param threads how many there are, in turn
 * @param warmUp of each JVM
 */
public record Race(
        String name,
        String title,
        Class<?> benchmark,
        List<Entrant> entrants,
        List<Integer> threads,
        Duration warmUp) {}
