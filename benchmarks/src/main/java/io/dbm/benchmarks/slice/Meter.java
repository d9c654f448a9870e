package io.dbm.benchmarks.slice;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells what this JVM's Java threads use, those of drivers and pools, too, whose timers and
 * watchers may do a part of the work; not the compiler's and the collector's.
 */
final class Meter {

    private static final ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final Map<Long, Use> before = uses();

    /** CPU time, in the kernel too, and bytes allocated. */
    private record Use(long nanos, long bytes) {}

    /** What one operation has used of CPU time, and allocated. */
    record Figures(double nanos, double bytes) {}

    /** Returns what was used for each of some operations since this was made. */
    Figures per(long operations) {
        double nanos = 0;
        double bytes = 0;
        for (Map.Entry<Long, Use> each : uses().entrySet()) {
            Use start = before.getOrDefault(each.getKey(), new Use(0, 0));
            nanos += each.getValue().nanos - start.nanos;
            bytes += each.getValue().bytes - start.bytes;
        }
        return new Figures(nanos / operations, bytes / operations);
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
