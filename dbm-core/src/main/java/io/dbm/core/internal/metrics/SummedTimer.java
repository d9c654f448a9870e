package io.dbm.core.internal.metrics;

import com.codahale.metrics.LockFreeExponentiallyDecayingReservoir;
import com.codahale.metrics.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * A timer that knows how long everything took in all, which Dropwizard's does not. Its quantiles
 * are those of the last few minutes; no thread that observes waits for another one.
 */
final class SummedTimer extends Timer {

    private final LongAdder nanos = new LongAdder();

    SummedTimer() {
        super(LockFreeExponentiallyDecayingReservoir.builder().build());
    }

    void observe(Duration took) {
        nanos.add(took.toNanos());
        update(took);
    }

    double totalSeconds() {
        return nanos.sum() / 1e9;
    }
}
