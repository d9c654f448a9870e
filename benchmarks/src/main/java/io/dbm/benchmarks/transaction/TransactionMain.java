package io.dbm.benchmarks.transaction;

import com.sun.management.ThreadMXBean;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.benchmarks.race.Machine;
import io.dbm.benchmarks.race.Turn;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs each way of a transaction in turn, for a slice of time, round after round in one JVM, and
 * prints a table.
 *
 * <p>One JVM, since an application that has several access layers uses them all in one; and short
 * slices, so that a minute in which the machine is busy counts for all ways alike.
 */
public final class TransactionMain {

    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final int rounds;
    private final long sliceNanos;
    private int count;

    private TransactionMain(int rounds, long sliceNanos) {
        this.rounds = rounds;
        this.sliceNanos = sliceNanos;
    }

    /** Takes {@code --smoke} for one short round, which shows that it runs and measures nothing. */
    public static void main(String[] arguments) throws IOException, SQLException {
        boolean smoke = List.of(arguments).contains("--smoke");
        TransactionMain benchmark =
                new TransactionMain(
                        smoke ? 1 : Integer.getInteger("rounds", 41),
                        smoke ? 10_000_000 : 100_000_000);
        Path folder = Files.createTempDirectory("dbm-benchmarks");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            System.out.printf(
                    "%s; %d rounds%n%n"
                            + "| database | transaction | CPU µs | B | CPU, as a ratio (quartiles) |%n"
                            + "| --- | --- | ---: | ---: | --- |%n",
                    Machine.today(), benchmark.rounds);
            for (Target target : Target.values()) {
                try (DatabaseManager manager = target.open(folder, postgres.getPort())) {
                    benchmark.measure(target, manager.connection("target"));
                }
            }
        } finally {
            delete(folder);
        }
    }

    private void measure(Target target, NamedConnection on) throws SQLException {
        Map<Way, Samples> samples = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            if (target != Target.NOOP || !way.needsRealDatabase()) {
                samples.put(way, new Samples(way, rounds));
            }
        }
        for (int round = -rounds / 2; round < rounds; round++) { // the first are for the JIT
            for (Samples each : Turn.of(samples.values(), round)) {
                slice(each, target, on, Math.max(0, round));
            }
        }
        for (Samples each : samples.values()) {
            System.out.println(each.row(target, samples.getOrDefault(each.way().base(), each)));
        }
    }

    private void slice(Samples samples, Target target, NamedConnection on, int round)
            throws SQLException {
        long startBytes = threads.getCurrentThreadAllocatedBytes();
        long start = threads.getCurrentThreadCpuTime();
        long end = System.nanoTime() + sliceNanos;
        int transactions = 0;
        while (System.nanoTime() < end) {
            samples.way().run(on, target, count);
            count = (count + 1) & 0xFFFF;
            transactions++;
        }
        double cpu = threads.getCurrentThreadCpuTime() - start;
        double allocated = threads.getCurrentThreadAllocatedBytes() - startBytes;
        samples.set(round, cpu / transactions, allocated / transactions);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
