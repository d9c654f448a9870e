package io.dbm.benchmarks.query;

import io.dbm.benchmarks.slice.Case;
import io.dbm.benchmarks.slice.Slices;
import io.dbm.benchmarks.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures one access layer on one database, in this JVM. */
final class QueryFork {

    private static final List<Integer> THREADS = List.of(1, 8);

    private QueryFork() {}

    /** Takes the database and the layer, and prints their rows. */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.getInteger("rounds");
        Slices slices = new Slices(rounds, 2 * rounds, Duration.ofMillis(50));
        System.out.print(rows(Store.valueOf(arguments[0]), Layer.valueOf(arguments[1]), slices));
    }

    static String rows(Store store, Layer layer, Slices slices) throws Exception {
        List<Case> cases = new ArrayList<>();
        List<AutoCloseable> owners = new ArrayList<>();
        try {
            for (Way way : Way.values()) {
                if (way.isFor(layer)) {
                    Way.Running running = way.open(store, layer);
                    owners.add(running.owner());
                    cases.add(
                            new Case(
                                    way.label(layer),
                                    Way.HIKARI.label(layer),
                                    running.query()::runForAny));
                }
            }
            StringBuilder rows = new StringBuilder();
            for (int threads : THREADS) {
                for (Map.Entry<String, String> each : slices.run(cases, threads).entrySet()) {
                    rows.append(
                            "| %s | %s | %d | %s%n"
                                    .formatted(
                                            store.label(),
                                            each.getKey(),
                                            threads,
                                            each.getValue()));
                }
            }
            return rows.toString();
        } finally {
            for (AutoCloseable each : owners) {
                each.close();
            }
        }
    }
}
