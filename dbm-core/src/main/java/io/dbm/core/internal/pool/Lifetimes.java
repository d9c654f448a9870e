package io.dbm.core.internal.pool;

import io.dbm.spi.Credentials;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The physical connections of one pool that live, of which each can be ended before its time as the
 * pool itself would: at once if it is idle, else when it is given back.
 */
final class Lifetimes {

    private static final long TAKEN_UP_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ConcurrentLinkedQueue<Life> lives = new ConcurrentLinkedQueue<>();

    private record Life(Credentials login, long since, Runnable end, Future<?> scheduled) {
        boolean isOver() {
            return scheduled.isDone();
        }

        /** Just after its end is scheduled the pool takes the physical connection up. */
        boolean mayEnd() {
            return System.nanoTime() - since > TAKEN_UP_WITHIN_NANOS;
        }
    }

    /**
     * Takes note of one more.
     *
     * @param login that it was opened with
     * @param end ends it
     * @param scheduled is done when it has ended, or was closed before
     */
    void begin(Credentials login, Runnable end, Future<?> scheduled) {
        lives.removeIf(Life::isOver);
        lives.add(new Life(login, System.nanoTime(), end, scheduled));
    }

    /** Whether one lives whose login is such a one. */
    boolean anyOf(Predicate<Credentials> login) {
        for (Life life : lives) {
            if (!life.isOver() && login.test(life.login())) {
                return true;
            }
        }
        return false;
    }

    /** Ends the oldest of those whose login is such a one, if any of them may be ended now. */
    void endOneOf(Predicate<Credentials> login) {
        for (Life life : lives) {
            if (!life.isOver() && login.test(life.login()) && life.mayEnd()) {
                lives.remove(life);
                life.end().run();
                return;
            }
        }
    }
}
