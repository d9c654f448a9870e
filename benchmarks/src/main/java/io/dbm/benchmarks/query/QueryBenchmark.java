package io.dbm.benchmarks.query;

import io.dbm.benchmarks.race.Entrant;
import io.dbm.benchmarks.race.Race;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads one number by its primary key, through one access layer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class QueryBenchmark {

    @Param public Store store = Store.SQLITE;

    @Param("JDBC")
    public String layer = "JDBC";

    @Param public Way way = Way.DBM;

    private Way.Running running;

    @Setup
    public void open() throws SQLException {
        running = way.open(store, Layer.valueOf(layer));
    }

    @TearDown
    public void close() throws Exception {
        running.owner().close();
    }

    @Benchmark
    public int select() throws SQLException {
        return running.query().run(ThreadLocalRandom.current().nextInt(Store.ROWS));
    }

    /** Returns the race of all layers on all databases. */
    public static Race race() {
        List<Entrant> entrants = new ArrayList<>();
        for (Store store : Store.values()) {
            for (Layer layer : Layer.values()) {
                for (Way way : Way.values()) {
                    if (layer == Layer.JDBC || way.isForAll()) {
                        entrants.add(entrant(store, layer, way));
                    }
                }
            }
        }
        return new Race(
                "query",
                "Reading one row by primary key, 1,000 rows",
                QueryBenchmark.class,
                entrants,
                List.of(1, 8),
                Duration.ofSeconds(8));
    }

    private static Entrant entrant(Store store, Layer layer, Way way) {
        return new Entrant(
                store.label(),
                way.label(layer),
                "select",
                Map.of("store", store.name(), "layer", layer.name(), "way", way.name()),
                Way.HIKARI.label(layer.base()));
    }
}
