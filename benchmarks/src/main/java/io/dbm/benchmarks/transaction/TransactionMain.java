package io.dbm.benchmarks.transaction;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.benchmarks.race.Machine;
import io.dbm.benchmarks.slice.Case;
import io.dbm.benchmarks.slice.Slices;
import io.dbm.benchmarks.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Runs each way of a transaction in turn, and prints a table. */
public final class TransactionMain {

    private TransactionMain() {}

    /** Takes {@code --smoke} for one short round, which shows that it runs and measures nothing. */
    public static void main(String[] arguments) throws Exception {
        boolean smoke = List.of(arguments).contains("--smoke");
        Slices slices = smoke ? Slices.smoke() : Slices.ofRounds(41, 20, Duration.ofMillis(100));
        try (Stores stores = Stores.start()) {
            System.out.printf(
                    "%s; %d rounds%n%n| database | transaction | %s%n| --- | --- | %s%n",
                    Machine.today(), slices.rounds(), Slices.HEAD, Slices.RULE);
            for (Target target : Target.values()) {
                try (DatabaseManager manager = target.open(stores.folder(), stores.port())) {
                    System.out.print(rows(target, manager.connection("target"), slices));
                }
            }
        }
    }

    private static String rows(Target target, NamedConnection on, Slices slices) throws Exception {
        List<Case> cases = new ArrayList<>();
        for (Way way : Way.values()) {
            if (target != Target.NOOP || !way.needsRealDatabase()) {
                cases.add(
                        new Case(
                                way.label(),
                                way.base().label(),
                                () -> way.run(on, target, number())));
            }
        }
        StringBuilder rows = new StringBuilder();
        for (Map.Entry<String, String> each : slices.run(cases, 1).entrySet()) {
            rows.append("| %s | %s | %s%n".formatted(target, each.getKey(), each.getValue()));
        }
        return rows.toString();
    }

    private static int number() {
        return ThreadLocalRandom.current().nextInt(0x10000);
    }
}
