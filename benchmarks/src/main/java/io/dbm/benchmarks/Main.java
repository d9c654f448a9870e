package io.dbm.benchmarks;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs every contender in turn, each time in a JVM of its own, round after round, and prints a
 * table.
 *
 * <p>JMH alone would run all forks of one contender before the next, and a minute in which the
 * machine is busy would then count against that one only.
 */
public final class Main {

    private static final List<Integer> THREADS = List.of(1, 8, 32);

    private static final String QUIET = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn";

    private Main() {}

    /** Takes {@code --smoke} for one short round, which shows that it runs and measures nothing. */
    public static void main(String[] arguments) throws RunnerException {
        boolean smoke = List.of(arguments).contains("--smoke");
        int rounds = smoke ? 1 : Integer.getInteger("rounds", 7);
        Table table = new Table(Contender.HIKARI);
        for (int round = 1; round <= rounds; round++) {
            for (int threads : THREADS) {
                for (Contender contender : inTurn(round)) {
                    Fork fork = measure(contender, threads, smoke);
                    table.add(contender, threads, fork);
                    System.err.printf(
                            "round %d/%d, %2d threads: %6.1f CPU ns/op  %s%n",
                            round, rounds, threads, fork.cpuNanos(), contender);
                }
            }
        }
        System.out.printf(
                "%s, JDK %s, %s %s, %d processors; %d rounds%n%n%s",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                rounds,
                table);
    }

    /** There and back again, so that none always runs after the same other one. */
    private static List<Contender> inTurn(int round) {
        List<Contender> contenders = new ArrayList<>(List.of(Contender.values()));
        if (round % 2 == 0) {
            Collections.reverse(contenders);
        }
        return contenders;
    }

    private static Fork measure(Contender contender, int threads, boolean smoke)
            throws RunnerException {
        Options options =
                new OptionsBuilder()
                        .include(BorrowBenchmark.class.getName())
                        .param("contender", contender.name())
                        .threads(threads)
                        .forks(1)
                        .warmupIterations(1)
                        .warmupTime(TimeValue.milliseconds(smoke ? 500 : 2000))
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(smoke ? 500 : 1000))
                        .addProfiler(CpuTime.class)
                        .addProfiler(GCProfiler.class)
                        .jvmArgs("-Xms512m", "-Xmx512m", QUIET)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        RunResult result = new Runner(options).runSingle();
        return new Fork(
                result.getPrimaryResult().getScore(),
                secondary(result, CpuTime.LABEL),
                secondary(result, "gc.alloc.rate.norm"));
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
