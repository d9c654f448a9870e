package io.dbm.core.internal.pool;

import io.dbm.spi.Credentials;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * The physical connections of one pool that live, of which each can be ended before its time as the
 * pool itself would: at once if it is idle, else when it is given back.
 */
final class Lifetimes {

    private final ConcurrentLinkedQueue<Life> lives = new ConcurrentLinkedQueue<>();

    private record Life(Credentials login, Runnable end, Future<?> scheduled) {
        boolean isOver() {
            return scheduled.isDone();
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
        lives.add(new Life(login, end, scheduled));
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

    /** Ends the oldest of those whose login is such a one, if there is any. */
    void endOneOf(Predicate<Credentials> login) {
        for (Life life : lives) {
            if (!life.isOver() && login.test(life.login())) {
                lives.remove(life);
                life.end().run();
                return;
            }
        }
    }
}
