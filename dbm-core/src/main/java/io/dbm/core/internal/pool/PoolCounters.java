package io.dbm.core.internal.pool;

import io.dbm.PoolStats;
import java.util.concurrent.atomic.LongAdder;

/** What the pools of one connection have done, one after another, since it was first opened. */
public final class PoolCounters {

    private final LongAdder opened = new LongAdder();
    private final LongAdder closedByLifetime = new LongAdder();
    private final LongAdder closedByIdleTime = new LongAdder();
    private final LongAdder leaks = new LongAdder();
    private final BorrowTimes borrows = new BorrowTimes();

    /** Begins at zero. */
    public PoolCounters() {}

    /** Returns who is told of the borrows of clients that have pools of their own. */
    public BorrowTimes borrows() {
        return borrows;
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

    void leaked() {
        leaks.increment();
    }

    PoolStats addedTo(PoolStats stats) {
        return stats.toBuilder()
                .opened(stats.opened() + opened.sum())
                .closedByLifetime(stats.closedByLifetime() + closedByLifetime.sum())
                .closedByIdleTime(stats.closedByIdleTime() + closedByIdleTime.sum())
                .leaks(stats.leaks() + leaks.sum())
                .build();
    }
}
