package io.dbm.benchmarks.timeout;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells what this JVM's Java threads use: also those of drivers and pools, whose timers and
 * watchers may do the limit's work. Not the compiler's and the collector's threads.
 */
final class Meter {

    private static final ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final Map<Long, Use> before = uses();
    private final long caller = Thread.currentThread().getId();

    /** CPU time, in the kernel too, and bytes allocated. */
    record Use(long nanos, long bytes) {}

    /**
     * What was used for each of some operations.
     *
     * @param nanos of CPU time, of all threads
     * @param callerNanos the part of it that the calling thread used
     * @param bytes allocated, by all threads
     */
    record Figures(double nanos, double callerNanos, double bytes) {}

    /** Returns what was used since this was made, by the same thread. */
    Figures per(long operations) {
        double nanos = 0;
        double bytes = 0;
        double callerNanos = 0;
        for (Map.Entry<Long, Use> each : uses().entrySet()) {
            Use start = before.getOrDefault(each.getKey(), new Use(0, 0));
            nanos += each.getValue().nanos - start.nanos;
            bytes += each.getValue().bytes - start.bytes;
            if (each.getKey() == caller) {
                callerNanos = each.getValue().nanos - start.nanos;
            }
        }
        return new Figures(nanos / operations, callerNanos / operations, bytes / operations);
    }

    private static Map<Long, Use> uses() {
        long[] ids = THREADS.getAllThreadIds();
        long[] nanos = THREADS.getThreadCpuTime(ids);
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Use> uses = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (nanos[i] >= 0 && bytes[i] >= 0) { // else the thread has just ended
                uses.put(ids[i], new Use(nanos[i], bytes[i]));
            }
        }
        return uses;
    }
}
