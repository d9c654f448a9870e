package io.dbm.benchmarks.memory;

import io.prometheus.client.CollectorRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What there is in the JVM when all is quiet. */
record Left(long heapBytes, int threads, int classes, int beans, int drivers, int metrics) {

    private static final int LONGEST_SECONDS = 30;

    /**
     * Collects garbage until nothing more goes.
     *
     * @param settling how long to wait before, for threads that end when they have had no work
     */
    static Left afterCollection(Duration settling) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        LockSupport.parkNanos(settling.toNanos());
        long least = Long.MAX_VALUE;
        int quiet = 0;
        for (int i = 0; i < LONGEST_SECONDS * 5 && quiet < 5; i++) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            long used = memory.getHeapMemoryUsage().getUsed();
            quiet = used < least - 1024 ? 0 : quiet + 1;
            least = Math.min(least, used);
        }
        return new Left(
                least,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                ManagementFactory.getPlatformMBeanServer().getMBeanCount(),
                Collections.list(DriverManager.getDrivers()).size(),
                Collections.list(CollectorRegistry.defaultRegistry.metricFamilySamples()).stream()
                        .mapToInt(family -> family.samples.size())
                        .sum());
    }
}
