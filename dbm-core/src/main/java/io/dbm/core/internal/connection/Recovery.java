package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.work.Durations;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * which finds the database does not have to wait for that. While no caller waits, the probes of all
 * connections share a few threads, and one of a connection beside another comes last.
 */
final class Recovery {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration SHORTEST_HANG = Duration.ofMillis(100);
    private static final int AT_ONCE = 12;

    private final ConnectionConfig config;
    private final Workers workers;
    private final Attempt attempt;
    private final Outcome outcome;
    private final boolean served;
    private final BooleanSupplier wanted;
    private final Duration hang;

    private @Nullable ScheduledFuture<?> next;
    private long started = System.nanoTime();
    private int failures;
    private final List<CompletableFuture<Backend<?>>> underWay = new ArrayList<>();
    private int timer;
    private boolean begun;
    private boolean hopeless;
    private boolean over;

    /** What probes find. No lock of the recovery is held meanwhile. */
    interface Outcome {

        /** The database is back; there are no more probes. */
        void back(Recovery recovered, Backend<?> backend);

        /** It is still down; there will be more probes, unless that is {@link #isHopeless}. */
        void failed(Recovery probing, AttemptFailedException failure);
    }

    /**
     * Begins nothing yet.
     *
     * @param served whether the database was there before
     * @param wanted whether a caller waits
     */
    Recovery(
            ConnectionConfig config,
            Attempt attempt,
            Workers workers,
            boolean served,
            BooleanSupplier wanted,
            Outcome outcome) {
        this.config = config;
        this.workers = workers;
        this.attempt = attempt;
        this.served = served;
        this.wanted = wanted;
        this.outcome = outcome;
        Duration share = config.limits().connectTimeout().dividedBy(AT_ONCE);
        this.hang = Durations.longer(share, SHORTEST_HANG);
    }

    /** Begins to probe. */
    void start() {
        Future<?> unused = probe(false);
    }

    /** Whether probes have ended since they would find the same, or do harm. */
    synchronized boolean isHopeless() {
        return hopeless;
    }

    /** Whether there was a probe, or is to be one. */
    synchronized boolean hasBegun() {
        return begun;
    }

    /** Has a probe begin soon, since a caller waits; not before one under way has had its time. */
    synchronized void hurry() {
        Duration pause = underWay.isEmpty() ? shortestPause() : hang;
        Duration left = begun ? pause.minusNanos(System.nanoTime() - started) : Duration.ZERO;
        if (next == null || next.getDelay(TimeUnit.NANOSECONDS) > left.toNanos()) {
            scheduleIn(left);
        }
    }

    /**
     * Probes now, or, if nobody waits, when there is a turn for that.
     *
     * @param awaited whether somebody waits for this probe; for callers it does not need to say so
     * @return whether there was a probe, when it has ended and been told of, whatever it found
     */
    CompletableFuture<Boolean> probe(boolean awaited) {
        Duration limit = config.limits().connectTimeout().plusSeconds(1);
        CompletableFuture<Backend<?>> probe;
        synchronized (this) {
            if (over || underWay.size() >= AT_ONCE) {
                return CompletableFuture.completedFuture(false);
            }
            boolean atOnce = awaited || wanted.getAsBoolean();
            if (!atOnce && !underWay.isEmpty() && !workers.hasPatience()) {
                scheduleIn(Durations.longer(hang, pause()));
                return CompletableFuture.completedFuture(false);
            }
            begun = true;
            started = System.nanoTime();
            probe =
                    atOnce
                            ? workers.callWithin(limit, attempt::run, attempt::close)
                            : workers.patiently(limit, attempt::run, attempt::close);
            underWay.add(probe);
            scheduleIn(wanted.getAsBoolean() ? hang : Durations.longer(hang, pause()));
        }
        return probe.handle(
                (backend, failure) -> {
                    ended(probe, backend, failure);
                    return true;
                });
    }

    /** Ends it: probes under way are interrupted, and what they still open is closed. */
    synchronized void cancel() {
        over = true;
        stopTimer();
        for (CompletableFuture<?> probe : List.copyOf(underWay)) {
            probe.cancel(true);
        }
    }

    /** Ends it, since more probes would find the same, or do harm. */
    synchronized void giveUp() {
        hopeless = true;
        cancel();
    }

    private void ended(
            CompletableFuture<?> probe, @Nullable Backend<?> backend, @Nullable Throwable failure) {
        boolean inTime;
        synchronized (this) {
            underWay.removeIf(each -> each == probe);
            inTime = !over;
            if (inTime && backend != null) {
                cancel();
            } else if (inTime && failure != null) {
                failures++;
                if (AttemptFailedException.of(failure).mayPass(served)) {
                    scheduleWithin(pause());
                } else {
                    giveUp();
                }
            }
        }
        if (backend != null) {
            if (inTime) {
                outcome.back(this, backend);
            } else {
                attempt.close(backend);
            }
        } else if (inTime && failure != null) {
            outcome.failed(this, AttemptFailedException.of(failure));
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

    private void stopTimer() {
        timer++;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    /** While a caller waits, a probe that ends late does not put off the next. */
    private void scheduleWithin(Duration pause) {
        boolean comesSooner =
                next != null && next.getDelay(TimeUnit.NANOSECONDS) <= pause.toNanos();
        if (!comesSooner || !wanted.getAsBoolean()) {
            scheduleIn(pause);
        }
    }

    private void scheduleIn(Duration pause) {
        stopTimer();
        if (over || !(config.availability().autoReconnect() || wanted.getAsBoolean())) {
            return;
        }
        int mine = timer;
        try {
            next =
                    workers.scheduler()
                            .schedule(
                                    () -> ring(mine),
                                    Math.max(0, pause.toNanos()),
                                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            over = true;
        }
    }

    /** A timer that was stopped may ring all the same. */
    private void ring(int number) {
        synchronized (this) {
            if (number != timer) {
                return;
            }
            next = null;
            if (underWay.size() >= AT_ONCE) {
                scheduleIn(hang);
                return;
            }
        }
        start();
    }
}
