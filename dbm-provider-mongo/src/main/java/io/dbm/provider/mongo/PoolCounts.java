package io.dbm.provider.mongo;

import io.dbm.PoolStats;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What callers of one client had to wait for, and why its connections were closed. */
final class PoolCounts {

    private final LongAdder waits = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder opened = new LongAdder();
    private final LongAdder closedByLifetime = new LongAdder();
    private final LongAdder closedByIdleTime = new LongAdder();

    void waitBegins() {
        waits.increment();
    }

    void waitEnds(long nanos) {
        waitNanos.add(nanos);
    }

    void timedOut() {
        timeouts.increment();
    }

    void opened() {
        opened.increment();
    }

    void closedByLifetime() {
        closedByLifetime.increment();
    }

    void closedByIdleTime() {
        closedByIdleTime.increment();
    }

    void addTo(PoolStats.Builder stats) {
        stats.waits(waits.sum())
                .waitTime(Duration.ofNanos(waitNanos.sum()))
                .borrowTimeouts(timeouts.sum())
                .opened(opened.sum())
                .closedByLifetime(closedByLifetime.sum())
                .closedByIdleTime(closedByIdleTime.sum());
    }
}
