package io.dbm.provider.mongo;

import io.dbm.PoolStats;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What callers had to wait for, since a connection was first opened. */
final class BorrowCounts {

    private final LongAdder waits = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();
    private final LongAdder timeouts = new LongAdder();

    void waitBegins() {
        waits.increment();
    }

    void waitEnds(long nanos) {
        waitNanos.add(nanos);
    }

    void timedOut() {
        timeouts.increment();
    }

    void addTo(PoolStats.Builder stats) {
        stats.waits(waits.sum())
                .waitTime(Duration.ofNanos(waitNanos.sum()))
                .borrowTimeouts(timeouts.sum());
    }
}
