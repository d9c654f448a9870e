package io.dbm.benchmarks.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dbm.benchmarks.race.Turn;
import io.dbm.benchmarks.store.Query;
import io.dbm.benchmarks.store.Store;
import io.dbm.benchmarks.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads one row by its primary key in 8 threads, by raw JDBC and by PostgreSQL's own {@code
 * pgbench} in turn, for a slice of time each, round after round in one JVM that is warm.
 *
 * <p>Throughput, since of {@code pgbench} nothing else is known: so it takes a quiet machine.
 */
public final class PgbenchMain {

    private static final int THREADS = 8;
    private static final List<Way> WAYS = List.of(Way.KEPT, Way.HIKARI, Way.DBM);
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private final int port;
    private final Path script;
    private final int seconds;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private PgbenchMain(int port, Path script, int seconds) {
        this.port = port;
        this.script = script;
        this.seconds = seconds;
    }

    /** Takes {@code --smoke} for one short round, which shows that it runs and measures nothing. */
    public static void main(String[] arguments) throws Exception {
        boolean smoke = List.of(arguments).contains("--smoke");
        int rounds = smoke ? 1 : Integer.getInteger("rounds", 7);
        int warmUp = smoke ? 0 : 12;
        try (Stores stores = Stores.filled()) {
            Path script = stores.folder().resolve("select.sql");
            Files.writeString(
                    script,
                    "\\set id random(0, %d)\n%s;\n"
                            .formatted(Store.ROWS - 1, Store.SELECT.replace("?", ":id")));
            PgbenchMain benchmark = new PgbenchMain(stores.port(), script, smoke ? 1 : 3);
            System.out.println(benchmark.measure(warmUp, rounds));
        }
    }

    /** Returns a table. */
    private String measure(int warmUp, int rounds) throws Exception {
        List<Case> cases = new ArrayList<>();
        List<AutoCloseable> owners = new ArrayList<>();
        cases.add(new Case("pgbench, prepared", this::pgbench, new ArrayList<>()));
        for (Way way : WAYS) {
            Way.Running running = way.open(Store.POSTGRES, Layer.JDBC);
            owners.add(running.owner());
            cases.add(
                    new Case(
                            way.label(Layer.JDBC), () -> java(running.query()), new ArrayList<>()));
        }
        for (int round = -warmUp; round < rounds; round++) {
            List<Case> all = round < 0 ? cases.subList(1, cases.size()) : cases;
            for (Case each : Turn.of(all, round)) {
                double rate = each.slice().run();
                if (round >= 0) {
                    each.rates().add(rate);
                }
            }
        }
        for (AutoCloseable each : owners) {
            each.close();
        }
        threads.shutdown();
        return table(cases);
    }

    private static String table(List<Case> cases) {
        StringBuilder table =
                new StringBuilder(
                        """
                        | case, 8 threads | 1000 ops/s | throughput, as a ratio (min..max) |
                        | --- | ---: | --- |
                        """);
        List<Double> base = cases.get(0).rates();
        for (Case each : cases) {
            double[] ratios =
                    IntStream.range(0, base.size())
                            .mapToDouble(round -> each.rates().get(round) / base.get(round))
                            .sorted()
                            .toArray();
            double[] rates = each.rates().stream().mapToDouble(rate -> rate).sorted().toArray();
            table.append(
                    "| %s | %.1f | %.2f (%.2f..%.2f) |%n"
                            .formatted(
                                    each.name(),
                                    rates[rates.length / 2] / 1000,
                                    ratios[ratios.length / 2],
                                    ratios[0],
                                    ratios[ratios.length - 1]));
        }
        return table.toString();
    }

    /** Returns queries per second. */
    private double java(Query query) throws Exception {
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        long done = 0;
        Callable<Long> loop = () -> runUntil(end, query);
        for (Future<Long> each : threads.invokeAll(Collections.nCopies(THREADS, loop))) {
            done += each.get();
        }
        return done * 1e9 / (System.nanoTime() - start);
    }

    private static long runUntil(long end, Query query) throws SQLException {
        long done = 0;
        while (System.nanoTime() < end) {
            query.runForAny();
            done++;
        }
        return done;
    }

    private double pgbench() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                System.getProperty("pgbench", "pgbench"),
                                "--no-vacuum",
                                "--protocol=prepared",
                                "--client=" + THREADS,
                                "--jobs=" + THREADS,
                                "--time=" + seconds,
                                "--file=" + script,
                                "--host=localhost",
                                "--port=" + port,
                                "--username=postgres",
                                "postgres")
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        Matcher rate = RATE.matcher(output);
        if (process.waitFor() != 0 || !rate.find()) {
            throw new IllegalStateException("pgbench: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    /** Keeps what a slice of each round gave, in queries per second. */
    private record Case(String name, Slice slice, List<Double> rates) {}

    /** Runs for a slice of time. */
    @FunctionalInterface
    private interface Slice {

        /** Returns queries per second. */
        double run() throws Exception;
    }
}
