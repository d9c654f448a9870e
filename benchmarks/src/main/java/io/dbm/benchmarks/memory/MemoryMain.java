package io.dbm.benchmarks.memory;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.benchmarks.race.Machine;
import io.dbm.core.Dbm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Borrows, reconnects, adds and removes a great many times, and prints what is in the heap and in
 * the JVM before and after each.
 */
public final class MemoryMain {

    private static final int BORROWS = 1_000_000;
    private static final int RECONNECTS = 10_000;
    private static final int CHANGES = 1000;
    private static final int WARM_UP_PARTS = 10;

    private final int parts;
    private final Duration settling;
    private final StringBuilder table =
            new StringBuilder(
                    """
                    | database | what | live heap, KB: before, after | growth, B each | threads | classes | MBeans | JDBC drivers | metrics | s |
                    | --- | --- | --- | ---: | --- | --- | --- | --- | --- | ---: |
                    """);

    private MemoryMain(int parts, Duration settling) {
        this.parts = parts;
        this.settling = settling;
    }

    /** Takes {@code --smoke} for a hundredth of all, which shows that it runs. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn"); // each change a line
        boolean smoke = List.of(arguments).contains("--smoke");
        System.out.printf("%s%n%n%s", Machine.today(), smoke ? smokeTable() : fullTable());
    }

    /** Returns what a hundredth of all gives, which means little. */
    public static String smokeTable() throws Exception {
        return new MemoryMain(100, Duration.ZERO).table();
    }

    private static String fullTable() throws Exception {
        return new MemoryMain(1, Duration.ofSeconds(6)).table();
    }

    private String table() throws Exception {
        run("noop", Map.of("type", "noop"));
        Path folder = Files.createTempDirectory("dbm-memory");
        Path file = folder.resolve("one.db");
        try {
            run("SQLite", Map.of("type", "sqlite", "filepath", file.toString()));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
        return table.toString();
    }

    private void run(String database, Map<String, Object> settings) throws Exception {
        Map<String, Object> all =
                Map.of(
                        "enable-metrics",
                        true,
                        "enable-jmx",
                        true,
                        "connections",
                        Map.of("one", settings));
        try (DatabaseManager manager = Dbm.load(ConfigFactory.parseMap(Map.of("dbmanager", all)));
                Work work = new Work(manager, settings)) {
            manager.connect();
            List<Step> steps =
                    List.of(
                            new Step("borrows", BORROWS / parts, work::borrow),
                            new Step("reconnects", RECONNECTS / parts, work::reconnect),
                            new Step(
                                    "times added and removed",
                                    CHANGES / parts,
                                    work::addAndRemove));
            for (Step each : steps) {
                each.work().run(Math.max(1, each.times() / WARM_UP_PARTS));
            }
            Optional<Left> before = Optional.empty();
            for (Step each : steps) {
                Left first = before.isPresent() ? before.get() : Left.afterCollection(settling);
                long start = System.nanoTime();
                each.work().run(each.times());
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
                Left after = Left.afterCollection(settling);
                table.append(each.row(database, first, after, seconds));
                before = Optional.of(after);
            }
        }
    }

    /** What may throw anything. */
    private interface Repeated {
        void run(int times) throws Exception;
    }

    private record Step(String what, int times, Repeated work) {
        private String row(String database, Left before, Left after, long seconds) {
            return "| %s | %,d %s | %,d, %,d | %.1f | %d, %d | %d, %d | %d, %d | %d, %d | %d, %d | %d |%n"
                    .formatted(
                            database,
                            times,
                            what,
                            before.heapBytes() / 1024,
                            after.heapBytes() / 1024,
                            (after.heapBytes() - before.heapBytes()) / (double) times,
                            before.threads(),
                            after.threads(),
                            before.classes(),
                            after.classes(),
                            before.beans(),
                            after.beans(),
                            before.drivers(),
                            after.drivers(),
                            before.metrics(),
                            after.metrics(),
                            seconds);
        }
    }
}
