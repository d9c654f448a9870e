package io.dbm.benchmarks.health;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Looks fifty times a second how many threads of dbm and of its pools there are. */
final class ThreadWatch implements AutoCloseable {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Thread watching = new Thread(this::watch, "benchmark-watch");
    private volatile boolean over;
    private volatile Seen most = new Seen(0, 0);

    /** The most of each at once: workers and scheduler; and those that HikariCP has for a pool. */
    record Seen(int ownOfDbm, int ofPools) {

        private Seen orMore(Seen other) {
            return new Seen(Math.max(ownOfDbm, other.ownOfDbm), Math.max(ofPools, other.ofPools));
        }

        @Override
        public String toString() {
            return "%d + %d".formatted(ownOfDbm, ofPools);
        }
    }

    ThreadWatch() {
        watching.setDaemon(true);
        watching.start();
    }

    private void watch() {
        while (!over) {
            most = most.orMore(now());
            LockSupport.parkNanos(20_000_000);
        }
    }

    private Seen now() {
        String[] names =
                Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                        .map(each -> each == null ? "" : each.getThreadName())
                        .filter(each -> each.startsWith("dbm-"))
                        .toArray(String[]::new);
        int pools = (int) Arrays.stream(names).filter(each -> each.endsWith("-pool")).count();
        return new Seen(names.length - pools, pools);
    }

    /** Returns the most since it was last asked. */
    Seen most() {
        Seen seen = most;
        most = new Seen(0, 0);
        return seen;
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        watching.join();
    }
}
