package io.dbm.benchmarks.timeout;

import io.dbm.benchmarks.race.Machine;
import io.dbm.benchmarks.slice.Case;
import io.dbm.benchmarks.slice.Slices;
import io.dbm.benchmarks.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads one row by its primary key with each way to limit how long that takes, in turn, and prints
 * a table.
 *
 * <p>Where no SQL Server and no MongoDB is named, their stand-ins answer: what is measured is the
 * driver and dbm, the client's side.
 */
public final class TimeoutMain {

    /** For the JIT: MongoDB's driver takes longest, with one processor half a minute. */
    private static final int WARM_UP = 80;

    private TimeoutMain() {}

    /** Takes {@code --smoke} for one short round, which shows that it runs and measures nothing. */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--smoke")) {
            System.out.println(smokeTable());
        } else {
            Slices slices = Slices.ofRounds(41, WARM_UP, Duration.ofMillis(100));
            System.out.printf(
                    "%s; %d rounds%n%n%s", Machine.today(), slices.rounds(), table(slices));
        }
    }

    /** Returns the table of one short round. */
    public static String smokeTable() throws Exception {
        return table(Slices.smoke());
    }

    private static String table(Slices slices) throws Exception {
        StringBuilder table =
                new StringBuilder(
                        "| database | server | case | %s%n| --- | --- | --- | %s%n"
                                .formatted(Slices.HEAD, Slices.RULE));
        try (Stores stores = Stores.start()) {
            for (Server.Starting each : Server.ALL) {
                try (Server server = each.start()) {
                    table.append(rows(server, slices));
                }
            }
        }
        return table.toString();
    }

    private static String rows(Server server, Slices slices) throws Exception {
        List<Case> cases = new ArrayList<>();
        List<AutoCloseable> owners = new ArrayList<>();
        try {
            for (Way way : Way.values()) {
                Reading reading = way.open(server);
                owners.add(reading.owner());
                cases.add(
                        new Case(
                                way.label(server),
                                Way.UNLIMITED.label(server),
                                reading.query()::runForAny));
            }
            StringBuilder rows = new StringBuilder();
            for (Map.Entry<String, String> each : slices.run(cases, 1).entrySet()) {
                rows.append(
                        "| %s | %s | %s | %s%n"
                                .formatted(
                                        server.database(),
                                        server.kind(),
                                        each.getKey(),
                                        each.getValue()));
            }
            return rows.toString();
        } finally {
            for (AutoCloseable each : owners) {
                each.close();
            }
        }
    }
}
