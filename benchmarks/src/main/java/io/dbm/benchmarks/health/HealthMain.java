package io.dbm.benchmarks.health;

import com.sun.management.OperatingSystemMXBean;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.benchmarks.race.Machine;
import io.dbm.core.Dbm;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Lets a tenth of a thousand databases fall into a black hole, and prints how long the others were
 * not checked, and how many threads there were.
 */
public final class HealthMain {

    private static final Duration[] CONNECT_TIMEOUTS = {
        Duration.ofSeconds(1), Duration.ofSeconds(10)
    };
    private static final Duration LONGEST_RETURN = Duration.ofSeconds(90);

    private final int connections;
    private final Duration settling;
    private final Duration phase;

    private HealthMain(int connections, Duration settling, Duration phase) {
        this.connections = connections;
        this.settling = settling;
        this.phase = phase;
    }

    /** Takes {@code --smoke} for few connections and a moment, which shows that it runs. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off"); // a line for each
        boolean smoke = List.of(arguments).contains("--smoke");
        System.out.printf("%s%n%n%s", Machine.today(), smoke ? smokeTable() : fullTable());
    }

    /** Returns what a moment with few connections gives, which means nothing. */
    public static String smokeTable() throws Exception {
        return new HealthMain(20, Duration.ZERO, Duration.ofMillis(1500))
                .table(Duration.ofSeconds(1));
    }

    private static String fullTable() throws Exception {
        Duration settling = Duration.ofSeconds(6); // the threads of openings end
        return new HealthMain(1000, settling, Duration.ofSeconds(30)).table(CONNECT_TIMEOUTS);
    }

    private String table(Duration... connectTimeouts) throws Exception {
        StringBuilder table =
                new StringBuilder(
                        """
                        | `connect-timeout` | black holes | longest time between two checks of a good one, ms: median, 99 %, most | threads of dbm + of HikariCP, most at once, at first | later | CPU, of one processor | known to be down | all up again after, s |
                        | ---: | ---: | --- | --- | --- | ---: | ---: | ---: |
                        """);
        for (Duration limit : connectTimeouts) {
            table.append(run(limit));
        }
        return table.toString();
    }

    private String run(Duration connectTimeout) throws Exception {
        StringBuilder file =
                new StringBuilder(
                        "dbmanager { health-check-interval = 1s, connect-timeout = %d ms, connections {\n"
                                .formatted(connectTimeout.toMillis()));
        for (int i = 0; i < connections; i++) {
            file.append(name(i)).append(" { type = pulse }\n");
        }
        Pulse.forgetAll();
        try (DatabaseManager manager =
                Dbm.load(ConfigFactory.parseString(file.append("}}").toString()))) {
            manager.connect();
            LockSupport.parkNanos(settling.toNanos());
            List<Pulse> all =
                    IntStream.range(0, connections).mapToObj(i -> Pulse.of(name(i))).toList();
            String without = measure(manager, connectTimeout, all, List.of());
            return without
                    + measure(
                            manager,
                            connectTimeout,
                            all.subList(connections / 10, connections),
                            all.subList(0, connections / 10));
        }
    }

    private static String name(int i) {
        return "c" + i;
    }

    private String measure(
            DatabaseManager manager, Duration limit, List<Pulse> good, List<Pulse> swallowed)
            throws InterruptedException {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try (ThreadWatch threads = new ThreadWatch()) {
            good.forEach(Pulse::begin);
            swallowed.forEach(each -> each.swallow(true));
            long cpu = system.getProcessCpuTime();
            LockSupport.parkNanos(phase.toNanos() / 3);
            ThreadWatch.Seen atFirst = threads.most();
            LockSupport.parkNanos(phase.toNanos() * 2 / 3);
            ThreadWatch.Seen later = threads.most();
            double busy = (system.getProcessCpuTime() - cpu) / (double) phase.toNanos();
            List<Double> gaps = new ArrayList<>();
            good.forEach(each -> gaps.add(each.greatestGapMillis()));
            gaps.sort(null);
            long down =
                    manager.health().connections().values().stream()
                            .filter(each -> each.status() == Status.DOWN)
                            .count();
            return "| %d s | %d | %.0f, %.0f, %.0f | %s | %s | %.2f | %d | %s |%n"
                    .formatted(
                            limit.toSeconds(),
                            swallowed.size(),
                            gaps.get(gaps.size() / 2),
                            gaps.get(gaps.size() * 99 / 100),
                            gaps.get(gaps.size() - 1),
                            atFirst,
                            later,
                            busy,
                            down,
                            swallowed.isEmpty() ? "" : timeToReturn(manager, swallowed));
        }
    }

    private static String timeToReturn(DatabaseManager manager, List<Pulse> swallowed) {
        swallowed.forEach(each -> each.swallow(false));
        long start = System.nanoTime();
        while (manager.health().status() != Status.UP) {
            if (System.nanoTime() - start > LONGEST_RETURN.toNanos()) {
                return "more than " + LONGEST_RETURN.toSeconds();
            }
            LockSupport.parkNanos(10_000_000);
        }
        return "%.1f".formatted((System.nanoTime() - start) / 1e9);
    }
}
