package io.dbm.benchmarks.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs every entrant in turn, each time in a JVM of its own, round after round, and writes a table
 * and a chart.
 *
 * <p>JMH alone would run all forks of one entrant before the next, and a minute in which the
 * machine is busy would then count against that one only.
 */
public final class Racing {

    private static final String QUIET = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn";

    private final Pace pace;
    private final Path results;
    private final List<String> properties;

    /**
     * Prepares for races.
     *
     * @param results a folder for tables and charts
     * @param properties of the system, for every JVM: {@code -Dname=value}
     */
    public Racing(Pace pace, Path results, List<String> properties) {
        this.pace = pace;
        this.results = results;
        this.properties = properties;
    }

    /** Runs a race, and prints its table. */
    public void run(Race race) throws RunnerException, IOException {
        List<Row> rows = new ArrayList<>();
        for (int threads : pace.isBrief() ? race.threads().subList(0, 1) : race.threads()) {
            race.entrants().forEach(each -> rows.add(new Row(each, threads)));
        }
        for (int round = 1; round <= pace.rounds(); round++) {
            for (Row row : Turn.of(rows, round)) {
                Fork fork = measure(race, row);
                row.add(fork);
                System.err.printf(
                        "%s, round %d/%d, %2d threads: %8.1f CPU ns/op  %s: %s%n",
                        race.name(),
                        round,
                        pace.rounds(),
                        row.threads(),
                        fork.cpuNanos(),
                        row.entrant().group(),
                        row.entrant().label());
            }
        }
        String table =
                "%s; %d rounds%n%n%s".formatted(Machine.today(), pace.rounds(), Table.of(rows));
        System.out.println(table);
        Files.createDirectories(results);
        Files.writeString(results.resolve(race.name() + ".md"), table);
        Files.writeString(results.resolve(race.name() + ".svg"), Chart.of(race.title(), rows));
    }

    private Fork measure(Race race, Row row) throws RunnerException {
        List<String> arguments = new ArrayList<>(List.of("-Xms512m", "-Xmx512m", QUIET));
        arguments.addAll(properties);
        Entrant entrant = row.entrant();
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(race.benchmark().getName() + "." + entrant.method() + "$")
                        .threads(row.threads())
                        .forks(pace.forks())
                        .warmupIterations(1)
                        .warmupTime(time(pace.warmUp(race)))
                        .measurementIterations(1)
                        .measurementTime(time(pace.measured()))
                        .addProfiler(CpuTime.class)
                        .addProfiler(GCProfiler.class)
                        .jvmArgs(arguments.toArray(String[]::new))
                        .verbosity(VerboseMode.SILENT);
        entrant.parameters().forEach(options::param);
        RunResult result = new Runner(options.build()).runSingle();
        return new Fork(
                result.getPrimaryResult().getScore(),
                secondary(result, CpuTime.LABEL),
                secondary(result, "gc.alloc.rate.norm"));
    }

    private static TimeValue time(Duration duration) {
        return TimeValue.milliseconds(duration.toMillis());
    }

    private static double secondary(RunResult result, String label) {
        Result<?> found = result.getSecondaryResults().get(label);
        if (found == null) {
            throw new IllegalStateException(
                    "JMH reported no " + label + ", only " + result.getSecondaryResults().keySet());
        }
        return found.getScore();
    }
}
