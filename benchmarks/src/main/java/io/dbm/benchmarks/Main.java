package io.dbm.benchmarks;

import io.dbm.benchmarks.borrow.Contender;
import io.dbm.benchmarks.feature.FeatureBenchmark;
import io.dbm.benchmarks.health.HealthMain;
import io.dbm.benchmarks.lookup.LookupBenchmark;
import io.dbm.benchmarks.memory.MemoryMain;
import io.dbm.benchmarks.query.PgbenchMain;
import io.dbm.benchmarks.query.QueryMain;
import io.dbm.benchmarks.race.Pace;
import io.dbm.benchmarks.race.Race;
import io.dbm.benchmarks.race.Racing;
import io.dbm.benchmarks.recovery.RecoveryMain;
import io.dbm.benchmarks.startup.StartupMain;
import io.dbm.benchmarks.store.Stores;
import io.dbm.benchmarks.timeout.TimeoutMain;
import io.dbm.benchmarks.transaction.TransactionMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Runs the benchmarks that are named, or all; tables are printed, and written beside charts. */
public final class Main {

    static final List<Race> RACES =
            List.of(Contender.race(), LookupBenchmark.race(), FeatureBenchmark.race());

    private static final Map<String, Program> PROGRAMS = programs();

    /** What measures by itself. */
    private interface Program {

        void run(String[] arguments) throws Exception;
    }

    private Main() {}

    private static Map<String, Program> programs() {
        Map<String, Program> programs = new LinkedHashMap<>();
        programs.put("query", QueryMain::main);
        programs.put("pgbench", PgbenchMain::main);
        programs.put("transaction", TransactionMain::main);
        programs.put("timeout", TimeoutMain::main);
        programs.put("recovery", RecoveryMain::main);
        programs.put("startup", StartupMain::main);
        programs.put("health", HealthMain::main);
        programs.put("memory", MemoryMain::main);
        return programs;
    }

    /** Takes names of benchmarks, and {@code --smoke} to see that they run: it measures nothing. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        List<String> names = new ArrayList<>(List.of(arguments));
        boolean smoke = names.remove("--smoke");
        Set<String> known = new TreeSet<>(PROGRAMS.keySet());
        RACES.forEach(race -> known.add(race.name()));
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("the benchmarks are " + known);
        }
        List<Race> races = RACES.stream().filter(each -> isWanted(each.name(), names)).toList();
        if (!races.isEmpty()) {
            Pace pace = smoke ? Pace.SMOKE : Pace.full(Integer.getInteger("rounds", 5));
            race(races, pace, Path.of(System.getProperty("results", "benchmark-results")));
        }
        for (Map.Entry<String, Program> program : PROGRAMS.entrySet()) {
            if (isWanted(program.getKey(), names)) {
                program.getValue().run(smoke ? new String[] {"--smoke"} : new String[0]);
            }
        }
    }

    private static boolean isWanted(String name, List<String> names) {
        return names.isEmpty() || names.contains(name);
    }

    static void race(List<Race> races, Pace pace, Path results) throws Exception {
        try (Stores stores = Stores.filled()) {
            Racing racing = new Racing(pace, results, stores.properties());
            for (Race race : races) {
                racing.run(race);
            }
        }
    }
}
