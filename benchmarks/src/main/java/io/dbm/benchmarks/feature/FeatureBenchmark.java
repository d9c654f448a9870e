package io.dbm.benchmarks.feature;

import io.dbm.benchmarks.peer.Dbm;
import io.dbm.benchmarks.peer.Opened;
import io.dbm.benchmarks.race.Entrant;
import io.dbm.benchmarks.race.Race;
import io.dbm.benchmarks.store.Store;
import io.opentelemetry.api.OpenTelemetry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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

/** Borrows, and reads one number by its primary key, with one feature on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FeatureBenchmark {

    @Param public Feature feature = Feature.NONE;

    /** Of {@link Store}; nothing for the driver that does nothing. */
    @Param({"", "SQLITE", "POSTGRES"})
    public String store = "";

    private Opened opened;

    @Setup
    public void open() {
        String database = store.isEmpty() ? "type = noop" : Store.valueOf(store).settings();
        opened =
                Dbm.over(
                        database + "\n" + feature.settings(),
                        builder -> builder.service(OpenTelemetry.class, feature.telemetry()));
    }

    @TearDown
    public void close() throws Exception {
        opened.owner().close();
    }

    @Benchmark
    public Connection borrow() throws SQLException {
        try (Connection connection = opened.dataSource().getConnection()) {
            return connection;
        }
    }

    @Benchmark
    public int select() throws SQLException {
        try (Connection connection = opened.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(Store.SELECT)) {
            statement.setInt(1, ThreadLocalRandom.current().nextInt(Store.ROWS));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Returns the race of all features. */
    public static Race race() {
        List<Entrant> entrants = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            entrants.add(entrant("borrow, a driver that does nothing", "borrow", "", feature));
        }
        for (Store store : Store.values()) {
            for (Feature feature : Feature.values()) {
                String group = "borrow and SELECT, " + store.label();
                entrants.add(entrant(group, "select", store.name(), feature));
            }
        }
        return new Race(
                "feature",
                "What each feature of dbm costs, JDBC",
                FeatureBenchmark.class,
                entrants,
                List.of(1),
                Duration.ofSeconds(4));
    }

    private static Entrant entrant(String group, String method, String store, Feature feature) {
        return new Entrant(
                group,
                feature.label(),
                method,
                Map.of("feature", feature.name(), "store", store),
                Feature.NONE.label());
    }
}
