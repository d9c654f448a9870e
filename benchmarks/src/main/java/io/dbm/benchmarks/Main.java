package io.dbm.benchmarks;

import io.dbm.benchmarks.borrow.Contender;
import io.dbm.benchmarks.feature.FeatureBenchmark;
import io.dbm.benchmarks.query.QueryBenchmark;
import io.dbm.benchmarks.query.Store;
import io.dbm.benchmarks.race.Race;
import io.dbm.benchmarks.race.Racing;
import io.dbm.benchmarks.recovery.RecoveryMain;
import io.dbm.benchmarks.transaction.TransactionMain;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs the benchmarks that are named, or all; tables are printed, and written beside charts. */
public final class Main {

    private static final Map<String, Supplier<Race>> RACES = races();
    private static final Set<String> OTHERS = Set.of("transaction", "recovery");

    private Main() {}

    private static Map<String, Supplier<Race>> races() {
        Map<String, Supplier<Race>> races = new LinkedHashMap<>();
        races.put("borrow", Contender::race);
        races.put("query", QueryBenchmark::race);
        races.put("feature", FeatureBenchmark::race);
        return races;
    }

    /** Takes names of benchmarks, and {@code --smoke} to see that they run: it measures nothing. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        List<String> names = new ArrayList<>(List.of(arguments));
        boolean smoke = names.remove("--smoke");
        for (String name : names) {
            if (!RACES.containsKey(name) && !OTHERS.contains(name)) {
                throw new IllegalArgumentException(
                        "no benchmark '" + name + "'; there are " + RACES.keySet() + ", " + OTHERS);
            }
        }
        String[] rest = smoke ? new String[] {"--smoke"} : new String[0];
        race(names, smoke);
        if (isWanted("transaction", names)) {
            TransactionMain.main(rest);
        }
        if (isWanted("recovery", names)) {
            RecoveryMain.main(rest);
        }
    }

    private static boolean isWanted(String name, List<String> names) {
        return names.isEmpty() || names.contains(name);
    }

    private static void race(List<String> names, boolean smoke) throws Exception {
        if (RACES.keySet().stream().noneMatch(each -> isWanted(each, names))) {
            return;
        }
        Path folder = Files.createTempDirectory("dbm-benchmarks");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            List<String> properties =
                    List.of(Store.at(folder.resolve("counter.db"), postgres.getPort()));
            for (Store store : Store.values()) {
                store.fill();
            }
            Racing racing =
                    new Racing(
                            smoke,
                            Integer.getInteger("rounds", 5),
                            Path.of(System.getProperty("results", "benchmark-results")),
                            properties);
            for (Map.Entry<String, Supplier<Race>> race : RACES.entrySet()) {
                if (isWanted(race.getKey(), names)) {
                    racing.run(race.getValue().get());
                }
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
