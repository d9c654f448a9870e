package io.dbm.benchmarks.timeout;

import io.dbm.benchmarks.race.Machine;
import io.dbm.benchmarks.race.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Reads one row by its primary key with each way to limit how long that takes, in turn, for a slice
 * of time, round after round in one JVM, and prints a table.
 *
 * <p>Where no SQL Server and no MongoDB is named, their stand-ins answer: what is measured is the
 * driver and dbm, the client's side.
 */
public final class TimeoutMain {

    /** For the JIT: MongoDB's driver takes longest, with one processor half a minute. */
    private static final int WARM_UP = 80;

    private final int warmUp;
    private final int rounds;
    private final long sliceNanos;

    private TimeoutMain(int warmUp, int rounds, long sliceNanos) {
        this.warmUp = warmUp;
        this.rounds = rounds;
        this.sliceNanos = sliceNanos;
    }

    /** Takes {@code --smoke} for one short round, which shows that it runs and measures nothing. */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--smoke")) {
            System.out.println(smokeTable());
        } else {
            TimeoutMain benchmark =
                    new TimeoutMain(WARM_UP, Integer.getInteger("rounds", 41), 100_000_000);
            System.out.printf(
                    "%s; %d rounds%n%n%s", Machine.today(), benchmark.rounds, benchmark.table());
        }
    }

    /** Returns the table of one short round. */
    public static String smokeTable() throws Exception {
        return new TimeoutMain(0, 1, 10_000_000).table();
    }

    private String table() throws Exception {
        StringBuilder table =
                new StringBuilder(
                        """
                        | database | server | case | CPU µs | the caller's | B | CPU, as a ratio (quartiles) |
                        | --- | --- | --- | ---: | ---: | ---: | --- |
                        """);
        Path folder = Files.createTempDirectory("dbm-benchmarks");
        try {
            for (Server.Starting each : Server.ALL) {
                try (Server server = each.in(folder)) {
                    table.append(rows(server));
                }
            }
        } finally {
            delete(folder);
        }
        return table.toString();
    }

    private String rows(Server server) throws Exception {
        List<Samples> samples = new ArrayList<>();
        try {
            for (Way way : Way.values()) {
                samples.add(new Samples(way.open(server), way.label(server), rounds));
            }
            for (int round = -warmUp; round < rounds; round++) {
                for (Samples each : Turn.of(samples, round)) {
                    each.set(Math.max(0, round), slice(each.reading().query()));
                }
            }
        } finally {
            for (Samples each : samples) {
                each.reading().owner().close();
            }
        }
        StringBuilder rows = new StringBuilder();
        samples.forEach(each -> rows.append(each.row(server, samples.get(0))));
        return rows.toString();
    }

    private Meter.Figures slice(Reading.Query query) throws SQLException {
        Meter meter = new Meter();
        long end = System.nanoTime() + sliceNanos;
        int queries = 0;
        while (System.nanoTime() < end) {
            int id = ThreadLocalRandom.current().nextInt(Server.ROWS);
            if (query.run(id) != id) {
                throw new IllegalStateException("read another row than " + id);
            }
            queries++;
        }
        return meter.per(queries);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
