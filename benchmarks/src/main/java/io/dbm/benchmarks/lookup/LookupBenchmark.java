package io.dbm.benchmarks.lookup;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.benchmarks.peer.Dbm;
import io.dbm.benchmarks.race.Entrant;
import io.dbm.benchmarks.race.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Looks up each connection of a manager in turn, as code does that keeps none. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LookupBenchmark {

    private static final String BASE = "`HashMap.get(name)`";

    @Param({"1", "10", "100"})
    public int connections = 1;

    private List<String> names;
    private Map<String, NamedConnection> map;
    private DatabaseManager manager;

    @Setup
    public void open() {
        manager = Dbm.openAll(connections, "type = noop");
        names = manager.connections().stream().map(NamedConnection::name).toList();
        map = new HashMap<>();
        manager.connections().forEach(each -> map.put(each.name(), each));
    }

    @TearDown
    public void close() {
        manager.close();
    }

    /** Which of them is next, for each thread. */
    @State(Scope.Thread)
    public static class Turn {

        private String[] names;
        private int place;

        @Setup
        public void begin(LookupBenchmark all) {
            names = all.names.toArray(String[]::new);
        }

        String next() {
            place = place + 1 < names.length ? place + 1 : 0;
            return names[place];
        }
    }

    @Benchmark
    public @Nullable NamedConnection inMap(Turn turn) {
        return map.get(turn.next());
    }

    @Benchmark
    public NamedConnection connection(Turn turn) {
        return manager.connection(turn.next());
    }

    @Benchmark
    public Jdbi connectionAndAccess(Turn turn) {
        return manager.connection(turn.next()).access(Jdbi.class);
    }

    /** Returns the race of look-ups in managers of several sizes. */
    public static Race race() {
        List<Entrant> entrants = new ArrayList<>();
        for (int connections : List.of(1, 10, 100)) {
            entrants.add(entrant(connections, BASE, "inMap"));
            entrants.add(entrant(connections, BASE + " again (control)", "inMap"));
            entrants.add(entrant(connections, "**dbm**: `connection(name)`", "connection"));
            entrants.add(
                    entrant(
                            connections,
                            "**dbm**: `connection(name).access(Jdbi.class)`",
                            "connectionAndAccess"));
        }
        return new Race(
                "lookup",
                "Looking up a connection by its name, and an access layer of it",
                LookupBenchmark.class,
                entrants,
                List.of(1, 8),
                Duration.ofSeconds(2));
    }

    private static Entrant entrant(int connections, String label, String method) {
        return new Entrant(
                connections == 1 ? "1 connection" : connections + " connections",
                label,
                method,
                Map.of("connections", Integer.toString(connections)),
                BASE);
    }
}
