package io.dbm.benchmarks.slice;

import io.dbm.benchmarks.race.Turn;
import io.dbm.benchmarks.slice.Case.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Has cases take turns, a slice of time each, in the opposite order from round to round. A ratio is
 * to another case in the same round, so that what else the machine does matters little.
 *
 * @param rounds that count
 * @param warmUp rounds before those, for the JIT
 * @param slice is one case's time in a round
 */
public record Slices(int rounds, int warmUp, Duration slice) {

    /** The heads of the columns of a row's cells. */
    public static final String HEAD = "CPU µs | B | CPU, as a ratio (quartiles) |";

    /** What stands below them. */
    public static final String RULE = "---: | ---: | --- |";

    /** As many rounds as the property {@code rounds} says, or else as is usual. */
    public static Slices ofRounds(int usual, int warmUp, Duration slice) {
        return new Slices(Integer.getInteger("rounds", usual), warmUp, slice);
    }

    /** One round that shows that everything runs, and measures nothing. */
    public static Slices smoke() {
        return new Slices(1, 0, Duration.ofMillis(10));
    }

    /**
     * Runs them.
     *
     * @param threads run each case at the same time
     * @return for each case, by its label, the cells of its row: {@link #HEAD}
     */
    public Map<String, String> run(List<Case> cases, int threads) throws Exception {
        List<Samples> all = new ArrayList<>();
        cases.forEach(each -> all.add(new Samples(each, rounds)));
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            for (int round = -warmUp; round < rounds; round++) {
                for (Samples each : Turn.of(all, round)) {
                    Operation operation = each.sampled().operation();
                    each.set(Math.max(0, round), slice(operation, callers, threads));
                }
            }
        } finally {
            callers.shutdown();
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (Samples each : all) {
            cells.put(each.sampled().label(), each.cells(baseOf(each, all)));
        }
        return cells;
    }

    private static Samples baseOf(Samples samples, List<Samples> all) {
        return all.stream()
                .filter(each -> each.sampled().label().equals(samples.sampled().base()))
                .findFirst()
                .orElseThrow();
    }

    private Meter.Figures slice(Operation operation, ExecutorService callers, int threads)
            throws Exception {
        Meter meter = new Meter();
        long end = System.nanoTime() + slice.toNanos();
        Callable<Integer> caller =
                () -> {
                    int times = 0;
                    do {
                        operation.run();
                        times++;
                    } while (System.nanoTime() < end);
                    return times;
                };
        int operations = 0;
        for (Future<Integer> each : callers.invokeAll(Collections.nCopies(threads, caller))) {
            operations += each.get();
        }
        return meter.per(operations);
    }
}
