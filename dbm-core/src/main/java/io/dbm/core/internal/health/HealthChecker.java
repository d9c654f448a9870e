package io.dbm.core.internal.health;

import io.dbm.Health;
import io.dbm.PoolStats;
import io.dbm.core.internal.failure.OwnSqlException;
import io.dbm.core.internal.failure.Redaction;
import io.dbm.core.internal.handle.Interruptible;
import io.dbm.spi.Backend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Checks whichever backend serves a connection: one ping at a time, each within its limit. What a
 * ping says of a backend that was replaced meanwhile does not count.
 */
public final class HealthChecker {

    private final HealthTracker tracker;
    private final Duration limit;
    private final CheckQueue queue;
    private final UnaryOperator<PoolStats> withBorrows;
    private final Consumer<Duration> ended;

    /** The ping that has a thread; it may hang there beyond its limit. */
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

    private @Nullable Backend<?> serving;
    private @Nullable Backend<?> checked;
    private CompletableFuture<Health> checking;
    private CheckQueue.@Nullable Ping<PoolStats> ping;

    private record Running(Backend<?> backend, long since) {}

    /**
     * Begins with nothing to check.
     *
     * @param limit of a ping; one that takes more than half of it finds the connection degraded
     * @param queue runs the pings that nobody waits for
     * @param redaction takes secrets out of what the driver says
     * @param withBorrows adds to a backend's figures what is known of those who borrow from it
     * @param changed hears of every change of the status, in order; must not block
     * @param ended hears how long each ping took; must not block
     */
    public HealthChecker(
            Duration limit,
            Redaction redaction,
            CheckQueue queue,
            UnaryOperator<PoolStats> withBorrows,
            BiConsumer<Health, Health> changed,
            Consumer<Duration> ended) {
        Duration slow = Duration.ofNanos(limit.toNanos() / 2);
        this.tracker = new HealthTracker(slow, redaction, changed);
        this.limit = limit;
        this.queue = queue;
        this.withBorrows = withBorrows;
        this.ended = ended;
        this.checking = CompletableFuture.completedFuture(tracker.current());
    }

    /** Returns what is known now. */
    public Health current() {
        return tracker.current();
    }

    /** Checks this backend from now on, which has just answered a ping. */
    public synchronized void serve(Backend<?> backend) {
        serving = backend;
        tracker.answered();
    }

    /** Takes note that an attempt to open a backend has failed. */
    public synchronized void failed(Throwable failure) {
        tracker.pinged(failure, Duration.ZERO, null);
    }

    /** Goes on from what is known so far, which is no change. */
    public synchronized void goOnFrom(Health known) {
        tracker.goOnFrom(known);
    }

    /** Checks nothing until there is a backend again that serves. */
    public synchronized void suspend() {
        serving = null;
    }

    /** Checks nothing from now on. */
    public synchronized void close() {
        serving = null;
        tracker.closed();
        checking.complete(tracker.current()); // whoever waits for it need wait no longer
    }

    /**
     * Begins a check, or joins the one that is under way; its result never fails.
     *
     * @param awaited whether somebody waits for it: it does not wait for its turn then
     */
    public CompletableFuture<Health> check(boolean awaited) {
        CompletableFuture<Health> check;
        CheckQueue.@Nullable Ping<PoolStats> toHurry = null;
        CheckQueue.@Nullable Ping<PoolStats> toBegin = null;
        synchronized (this) {
            Backend<?> backend = serving;
            if (backend == null) {
                return CompletableFuture.completedFuture(tracker.current());
            }
            boolean isNew = checking.isDone() || checked != backend;
            if (isNew) {
                checked = backend;
                checking = prepare(backend);
            }
            check = checking;
            if (awaited) {
                toHurry = ping;
            } else if (isNew) {
                toBegin = ping;
            }
        }
        // the queue begins and ends checks of other connections, too, which take their locks
        if (toHurry != null) {
            toHurry.hurry();
        } else if (toBegin != null) {
            toBegin.getInLine();
        }
        return check;
    }

    private CompletableFuture<Health> prepare(Backend<?> backend) {
        ping = null;
        Running hanging = running.get();
        if (hanging != null && hanging.backend() == backend) {
            Throwable failure =
                    new OwnSqlException("the check before this one still hangs", null, null);
            return CompletableFuture.completedFuture(judge(backend, null, failure, Duration.ZERO));
        }
        Checkup checkup = new Checkup(backend);
        CheckQueue.Ping<PoolStats> prepared =
                queue.ping(limit, tracker.current().checkDuration(), checkup);
        ping = prepared;
        return prepared.result()
                .handle(
                        (stats, failure) -> {
                            Duration took = checkup.took();
                            ended.accept(took);
                            return judge(backend, stats, failure, took);
                        });
    }

    /** One ping of a backend, with what its pool says then. */
    private final class Checkup implements CheckQueue.Work<PoolStats> {
        private final Backend<?> backend;
        private volatile @Nullable Running latest;

        Checkup(Backend<?> backend) {
            this.backend = backend;
        }

        @Override
        public PoolStats run() throws Exception {
            if (!serves(backend)) { // while this was in line; nobody asks what comes of it
                throw new OwnSqlException("the pool was replaced or closed", null, null);
            }
            Running mine = new Running(backend, System.nanoTime());
            latest = mine;
            running.set(mine);
            try {
                backend.ping(limit);
                return withBorrows.apply(backend.stats());
            } finally {
                running.compareAndSet(mine, null);
            }
        }

        @Override
        public void cutOff() {
            running.compareAndSet(latest, null);
            if (backend instanceof Interruptible interruptible) {
                interruptible.interruptPing();
            }
        }

        /** Returns how long the latest run has taken; to wait for its turn does not count. */
        Duration took() {
            Running begun = latest;
            return begun == null
                    ? Duration.ZERO
                    : Duration.ofNanos(System.nanoTime() - begun.since());
        }
    }

    private synchronized boolean serves(Backend<?> backend) {
        return serving == backend;
    }

    private synchronized Health judge(
            Backend<?> pinged,
            @Nullable PoolStats stats,
            @Nullable Throwable failure,
            Duration took) {
        return serving == pinged ? tracker.pinged(failure, took, stats) : tracker.current();
    }
}
