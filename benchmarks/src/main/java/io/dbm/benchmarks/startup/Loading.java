package io.dbm.benchmarks.startup;

import com.sun.management.ThreadMXBean;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.core.Dbm;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads and checks a file with many connections, again and again until the JVM is warm, and prints
 * what it took of this thread's time when warm, and the first time, and what it allocated.
 */
public final class Loading {

    private static final int TIMES = 30;

    private Loading() {}

    /** Takes {@code dbm}, or {@code hocon} for the parser alone, and how many connections. */
    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempFile("dbm", ".conf");
        Files.writeString(file, connections(Integer.parseInt(arguments[1])));
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        double[] millis = new double[TIMES];
        long allocated = 0;
        for (int i = 0; i < TIMES; i++) {
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long start = threads.getCurrentThreadCpuTime();
            Config config = ConfigFactory.parseFile(file.toFile());
            AutoCloseable loaded = arguments[0].equals("dbm") ? Dbm.load(config) : resolved(config);
            millis[i] = (threads.getCurrentThreadCpuTime() - start) / 1e6;
            allocated = threads.getCurrentThreadAllocatedBytes() - bytes;
            loaded.close();
        }
        double first = millis[0];
        double[] warm = Arrays.copyOfRange(millis, TIMES / 2, TIMES);
        Arrays.sort(warm);
        System.out.printf("%.1f %.1f %.1f%n", warm[warm.length / 2], first, allocated / 1e6);
        Files.delete(file);
    }

    private static AutoCloseable resolved(Config config) {
        Config resolved = config.resolve();
        return () -> Objects.requireNonNull(resolved); // is in use as long as that
    }

    private static String connections(int count) {
        StringBuilder text = new StringBuilder("dbmanager.connections {\n");
        for (int i = 0; i < count; i++) {
            text.append(
                    "c%1$d { type = postgres, host = db%1$d, database = app, user = app, password = \"s%1$d-secret\", max-open-conns = 8 }%n"
                            .formatted(i));
        }
        return text.append("}\n").toString();
    }
}
