package io.dbm.core.internal.pool;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A physical connection that its pool has opened, and may not have taken up yet.
 *
 * <p>HikariCP schedules the tasks of a physical connection first, and adds it to those that it
 * lends afterwards, in the same thread. A task that comes between the two finds it unused, claims
 * it, and cannot remove what is not there: the pool then holds for good what it neither lends nor
 * closes. A thread may be that slow, whatever the times are: the machine may have stood still.
 *
 * <p>The pool does not tell when it is done. But nothing rests for a time between the two, and the
 * thread does so at once afterwards, before it comes for its next work; so one that rests, is gone,
 * or has begun to open another one is done with this one.
 */
final class Newcomer {

    private static final long LOOK_AGAIN_MILLIS = 5;

    /** Opens it; null once it is taken up. */
    private volatile @Nullable Thread opener;

    private Newcomer(@Nullable Thread opener) {
        this.opener = opener;
    }

    /** Returns one that the calling thread has just opened. */
    static Newcomer openedHere() {
        return new Newcomer(Thread.currentThread());
    }

    /** Returns one that no thread is about to add to a pool. */
    static Newcomer none() {
        return new Newcomer(null);
    }

    /** Takes note that the pool lends it. */
    void takenUp() {
        opener = null;
    }

    boolean isTakenUp() {
        Thread opens = opener;
        if (opens == null) {
            return true;
        }
        boolean done =
                switch (opens.getState()) {
                    case TIMED_WAITING, TERMINATED -> true;
                    default -> false;
                };
        if (done) {
            takenUp();
        }
        return done;
    }

    /** Runs a task now or, if it is not taken up yet, soon after it is. */
    void onceTakenUp(Runnable task, ScheduledExecutorService scheduler) {
        if (isTakenUp()) {
            task.run();
            return;
        }
        try {
            Future<?> unused =
                    scheduler.schedule(
                            () -> onceTakenUp(task, scheduler),
                            LOOK_AGAIN_MILLIS,
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            // the pool is about to be closed with all that is in it
        }
    }
}
