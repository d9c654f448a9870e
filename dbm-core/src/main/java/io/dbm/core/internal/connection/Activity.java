package io.dbm.core.internal.connection;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What dbm itself has done for a connection: looked for its database, and checked it. */
public final class Activity {

    private final LongAdder reconnects = new LongAdder();
    private final LongAdder failedReconnects = new LongAdder();
    private volatile @Nullable Consumer<Duration> checks;

    Activity() {}

    /** Takes note of an attempt to reach a database again. */
    void reconnected(boolean successfully) {
        (successfully ? reconnects : failedReconnects).increment();
    }

    /** Takes note of a check, whatever it found. */
    void checked(Duration took) {
        Consumer<Duration> observer = checks;
        if (observer != null) {
            observer.accept(took);
        }
    }

    /** Returns how many attempts have reached the database again. */
    public long reconnects() {
        return reconnects.sum();
    }

    /** Returns how many attempts have not. */
    public long failedReconnects() {
        return failedReconnects.sum();
    }

    /**
     * Has another one hear of each check from now on, in place of who did before.
     *
     * @param observer is told how long it took; must neither block nor throw
     */
    public void observeChecks(Consumer<Duration> observer) {
        checks = observer;
    }
}
