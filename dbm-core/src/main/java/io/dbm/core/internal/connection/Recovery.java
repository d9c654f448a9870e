package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a database that is down, by one probe after another, until it is back.
 *
 * <p>The pauses between grow, but while a caller waits they are short. A probe may hang until its
 * limit where the network swallows it; others then begin beside it, a few at once, so that the one
 * which finds the database does not have to wait for that.
 */
final class Recovery {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration SHORTEST_HANG = Duration.ofMillis(200);
    private static final int AT_ONCE = 8;

    private final ConnectionConfig config;
    private final Workers workers;
    private final Attempt attempt;
    private final Outcome outcome;
    private final BooleanSupplier wanted;
    private final Duration hang;

    private @Nullable ScheduledFuture<?> next;
    private long started = System.nanoTime();
    private int failures;
    private int underWay;
    private boolean begun;
    private boolean over;

    /** What probes find. No lock of the recovery is held meanwhile. */
    interface Outcome {

        /** The database is back; there are no more probes. */
        void back(Recovery recovered, Backend<?> backend);

        /** It is still down; there will be more probes. */
        void stillDown(Recovery probing, AttemptFailedException failure);

        /** More probes would find the same, or do harm; there are none. */
        void givenUp(Recovery probing, AttemptFailedException failure);
    }

    /**
     * Begins nothing yet.
     *
     * @param wanted whether a caller waits
     * @param suspect is run when a pool that was opened here has trouble later
     */
    Recovery(
            ConnectionConfig config,
            Services services,
            Workers workers,
            BooleanSupplier wanted,
            Outcome outcome,
            Runnable suspect) {
        this.config = config;
        this.workers = workers;
        this.attempt = new Attempt(config, services, workers, suspect);
        this.wanted = wanted;
        this.outcome = outcome;
        Duration share = config.limits().connectTimeout().dividedBy(AT_ONCE);
        this.hang = share.compareTo(SHORTEST_HANG) < 0 ? SHORTEST_HANG : share;
    }

    /** Begins to probe. */
    void start() {
        Future<?> unused = probe();
    }

    synchronized boolean hasBegun() {
        return begun;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Has a probe begin soon, since a caller waits. */
    synchronized void hurry() {
        if (next == null && underWay == 0) {
            scheduleIn(Duration.ZERO);
        } else if (next != null
                && next.getDelay(TimeUnit.NANOSECONDS) > shortestPause().toNanos()) {
            long since = System.nanoTime() - started;
            scheduleIn(shortestPause().minusNanos(since));
        }
    }

    /**
     * Probes now.
     *
     * @return when that probe has ended and been told of, whatever it found
     */
    CompletableFuture<Void> probe() {
        synchronized (this) {
            if (over || underWay >= AT_ONCE) {
                return CompletableFuture.completedFuture(null);
            }
            begun = true;
            underWay++;
            started = System.nanoTime();
            scheduleIn(hang);
        }
        Duration limit = config.limits().connectTimeout().plusSeconds(1);
        return workers.<Backend<?>>callWithin(limit, attempt::run, attempt::close)
                .handle(
                        (backend, failure) -> {
                            ended(backend, failure);
                            return null;
                        });
    }

    /** Ends it: what a probe under way may still open is closed. */
    synchronized void cancel() {
        over = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private void ended(@Nullable Backend<?> backend, @Nullable Throwable failure) {
        boolean inTime;
        boolean gaveUp = false;
        synchronized (this) {
            underWay--;
            inTime = !over;
            if (inTime && failure != null) {
                failures++;
                gaveUp = !AttemptFailedException.of(failure).mayPass();
                if (!gaveUp) {
                    scheduleIn(pause());
                }
            }
            if (backend != null || gaveUp) {
                cancel();
            }
        }
        if (backend != null) {
            if (inTime) {
                outcome.back(this, backend);
            } else {
                attempt.close(backend);
            }
        } else if (inTime && failure != null) {
            AttemptFailedException failed = AttemptFailedException.of(failure);
            if (gaveUp) {
                outcome.givenUp(this, failed);
            } else {
                outcome.stillDown(this, failed);
            }
        }
    }

    private Duration pause() {
        if (wanted.getAsBoolean()) {
            return jittered(shortestPause());
        }
        long longest = Math.max(shortestPause().toMillis(), config.retry().maxDelay().toMillis());
        long grown = shortestPause().toMillis() << Math.min(failures, 20);
        return jittered(Duration.ofMillis(Math.min(longest, grown)));
    }

    /** No setting makes it nothing, which would be a load of its own. */
    private Duration shortestPause() {
        long longest = Math.max(10, config.retry().maxDelay().toMillis());
        return Duration.ofMillis(Math.min(longest, SHORTEST_PAUSE.toMillis()));
    }

    /** Many clients of a database that comes back are not to come at once. */
    private static Duration jittered(Duration pause) {
        return pause.minusNanos(ThreadLocalRandom.current().nextLong(pause.toNanos() / 2 + 1));
    }

    private void scheduleIn(Duration pause) {
        if (next != null) {
            next.cancel(false);
        }
        if (over || !(config.availability().autoReconnect() || wanted.getAsBoolean())) {
            return;
        }
        try {
            next =
                    workers.scheduler()
                            .schedule(
                                    this::probeAgain,
                                    Math.max(0, pause.toNanos()),
                                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            over = true;
        }
    }

    private void probeAgain() {
        synchronized (this) {
            next = null;
            if (underWay >= AT_ONCE) {
                scheduleIn(hang);
                return;
            }
        }
        Future<?> unused = probe();
    }
}
