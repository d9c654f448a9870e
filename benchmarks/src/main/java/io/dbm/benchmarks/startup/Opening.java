package io.dbm.benchmarks.startup;

import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dbm.DatabaseManager;
import io.dbm.benchmarks.noop.SlowDataSource;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Opens many pools in this JVM, each with one physical connection that takes 20 ms, and prints how
 * long that took, how many threads there were at most and are left, and what a pool takes of
 * memory: of the heap, and of what the process has beside it.
 *
 * <p>Memory is measured when they are opened once more, since code that the JIT compiles meanwhile
 * is no pool's. The heap must be resident from the start: {@code -XX:+AlwaysPreTouch}.
 */
public final class Opening {

    /** In which dbm's idle threads end, and a little more. */
    private static final Duration IDLE = Duration.ofSeconds(6);

    private Opening() {}

    /**
     * Takes {@code dbm}, {@code sequence} or {@code parallel}, and how many; the latter two are
     * HikariCP.
     */
    public static void main(String[] arguments) throws Exception {
        String way = arguments[0];
        int pools = Integer.parseInt(arguments[1]);
        open(way, 10).close(); // loads the classes
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int threadsBefore = threads.getThreadCount();
        threads.resetPeakThreadCount();
        long start = System.nanoTime();
        AutoCloseable opened = open(way, pools);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        int peak = threads.getPeakThreadCount() - threadsBefore;
        awaitThreads(threads, threadsBefore);
        int left = threads.getThreadCount() - threadsBefore;
        opened.close();

        long before = kilobytes();
        AutoCloseable again = open(way, pools);
        awaitThreads(threads, threadsBefore);
        double each = (kilobytes() - before) / (double) pools;
        again.close();
        System.out.printf("%d %d %d %.1f%n", millis, peak, left, each);
    }

    /** Waits until the threads of openings have ended, or no more will. */
    private static void awaitThreads(ThreadMXBean threads, int before) {
        long end = System.nanoTime() + IDLE.toNanos();
        while (threads.getThreadCount() > before + 1 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static AutoCloseable open(String way, int pools) throws Exception {
        return switch (way) {
            case "dbm" -> dbm(pools);
            case "sequence" -> hikari(pools, 1);
            case "parallel" -> hikari(pools, 32);
            default -> throw new IllegalArgumentException(way);
        };
    }

    private static AutoCloseable dbm(int pools) {
        StringBuilder file = new StringBuilder("dbmanager.connections {\n");
        for (int i = 0; i < pools; i++) {
            file.append("c").append(i).append(" { type = slow, max-open-conns = 8 }\n");
        }
        DatabaseManager manager = Dbm.load(ConfigFactory.parseString(file.append("}").toString()));
        manager.connect();
        return manager;
    }

    private static AutoCloseable hikari(int pools, int threads)
            throws InterruptedException, ExecutionException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        List<Future<HikariDataSource>> opening = new ArrayList<>();
        for (int i = 0; i < pools; i++) {
            opening.add(workers.submit((Callable<HikariDataSource>) Opening::hikari));
        }
        List<HikariDataSource> opened = new ArrayList<>();
        for (Future<HikariDataSource> each : opening) {
            opened.add(each.get());
        }
        workers.shutdown();
        return () -> opened.forEach(HikariDataSource::close);
    }

    private static HikariDataSource hikari() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new SlowDataSource());
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0); // as dbm does by default: one is opened, more when needed
        return new HikariDataSource(config);
    }

    /** Returns what is used of the heap, and what is resident beside it. */
    private static long kilobytes() throws IOException {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return residentKilobytes() + (heap.getUsed() - heap.getCommitted()) / 1024;
    }

    private static long residentKilobytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS in /proc/self/status");
    }
}
