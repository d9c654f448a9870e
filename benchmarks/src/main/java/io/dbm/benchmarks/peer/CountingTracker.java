package io.dbm.benchmarks.peer;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import java.util.concurrent.atomic.LongAdder;

/** A metrics tracker that could hardly do less: it counts borrows, and sums waits and uses. */
public final class CountingTracker implements IMetricsTracker {

    private final LongAdder borrows = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();
    private final LongAdder useMillis = new LongAdder();

    @Override
    public void recordConnectionAcquiredNanos(long elapsed) {
        borrows.increment();
        waitNanos.add(elapsed);
    }

    @Override
    public void recordConnectionUsageMillis(long elapsed) {
        useMillis.add(elapsed);
    }
}
