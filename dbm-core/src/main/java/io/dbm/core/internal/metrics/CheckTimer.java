package io.dbm.core.internal.metrics;

import com.codahale.metrics.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** A timer that knows how long everything took in all, which Dropwizard's does not. */
final class CheckTimer extends Timer {

    private final LongAdder nanos = new LongAdder();

    void observe(Duration took) {
        nanos.add(took.toNanos());
        update(took);
    }

    double totalSeconds() {
        return nanos.sum() / 1e9;
    }
}
