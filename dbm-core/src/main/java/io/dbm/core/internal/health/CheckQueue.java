package io.dbm.core.internal.health;

import io.dbm.core.internal.work.Durations;
import io.dbm.core.internal.work.Workers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the pings of all connections that nobody waits for: a few at once, however many databases do
 * not answer.
 *
 * <p>The others wait in line. Only while one does, a ping that takes longer than is usual for it is
 * cut off; that says nothing of its database, so it begins anew among the {@linkplain
 * Workers#patientlyNext patient}, and has all its time there. So each comes to its turn soon, and
 * the threads stay few.
 */
public final class CheckQueue {

    private static final int AT_ONCE = 12;
    static final Duration PROMPT = Duration.ofMillis(150);
    private static final Duration LONGEST_CUT = Duration.ofMillis(500);

    private final Workers workers;
    private final Deque<Ping<?>> line = new ArrayDeque<>();

    /** Those that may be cut off. */
    private final Set<Ping<?>> underWay = new LinkedHashSet<>();

    private boolean alarmed;

    /** Pings nothing yet. */
    public CheckQueue(Workers workers) {
        this.workers = workers;
    }

    /** What is done to ping. */
    interface Work<T> {

        /** Pings; is called once more if it was cut off. */
        T run() throws Exception;

        /** Ends a ping that hangs, if there is a means; its thread has been interrupted. */
        void cutOff();
    }

    /**
     * Makes a ping that is to begin.
     *
     * @param limit of it, from when it begins
     * @param usual how long it takes as a rule; it is not cut off before the double of that
     */
    <T> Ping<T> ping(Duration limit, Duration usual, Work<T> work) {
        return new Ping<>(limit, Durations.longer(PROMPT, usual.multipliedBy(2)), work);
    }

    private void advance() {
        List<Runnable> starts = new ArrayList<>();
        synchronized (this) {
            while (underWay.size() < AT_ONCE && !line.isEmpty()) {
                Ping<?> ping = line.remove();
                underWay.add(ping);
                int attempt = ping.next();
                starts.add(() -> ping.run(attempt));
            }
            if (!alarmed && !line.isEmpty()) {
                alarmed = true;
                workers.later(soonestSlow(), this::cutOffTheSlow);
            }
        }
        starts.forEach(Runnable::run); // with no lock: one may have ended when it returns
    }

    private Duration soonestSlow() {
        long nanos = underWay.stream().mapToLong(Ping::nanosUntilSlow).min().orElse(0);
        return Duration.ofNanos(Math.max(0, nanos));
    }

    /**
     * Cuts off as many as others are in line, and no more; what hangs then ends as far as it can.
     */
    private void cutOffTheSlow() {
        List<Ping<?>> slow;
        synchronized (this) {
            alarmed = false;
            slow =
                    underWay.stream()
                            .filter(each -> each.nanosUntilSlow() <= 0)
                            .limit(line.size())
                            .toList();
        }
        List<Ping<?>> cut = slow.stream().filter(Ping::interrupt).toList();
        if (cut.isEmpty()) {
            advance();
            return;
        }
        Callable<Object> cutting = Executors.callable(() -> cut.forEach(Ping::cutOff));
        CompletableFuture<?> unused =
                workers.callWithin(LONGEST_CUT, cutting, late -> {})
                        .whenComplete(
                                (done, failure) -> {
                                    cut.forEach(Ping::beginPatiently);
                                    advance();
                                });
    }

    /** One ping, from when it gets in line. */
    final class Ping<T> {
        private final Duration limit;
        private final Duration patience;
        private final Work<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private long begun;
        private boolean waits = true;

        /** Only the latest counts; those before were cut off. */
        private int attempts;

        private int patientAttempt;

        private @Nullable CompletableFuture<T> latest;

        private Ping(Duration limit, Duration patience, Work<T> work) {
            this.limit = limit;
            this.patience = patience;
            this.work = work;
        }

        /** Returns what comes of it. */
        CompletableFuture<T> result() {
            return result;
        }

        /**
         * Gets in line, and begins those whose turn it is: with no lock of a connection held, since
         * some may have ended by then.
         */
        void getInLine() {
            synchronized (CheckQueue.this) {
                if (!waits) {
                    return; // it was hurried
                }
                line.add(this);
            }
            advance();
        }

        /**
         * Begins at once, if it waits for its turn or is not in line yet, and is not cut off:
         * somebody waits for it. With no lock of a connection held.
         */
        void hurry() {
            CompletableFuture<T> inLine;
            int attempt;
            synchronized (CheckQueue.this) {
                underWay.remove(this);
                line.remove(this);
                if (!waits) {
                    return;
                }
                inLine = latest;
                attempt = next();
            }
            if (inLine != null) {
                inLine.cancel(true);
            }
            run(attempt);
        }

        /** Returns the number of an attempt that begins now. */
        private int next() {
            synchronized (CheckQueue.this) {
                begun = System.nanoTime();
                waits = false;
                latest = null;
                return ++attempts;
            }
        }

        private long nanosUntilSlow() {
            if (waits) {
                return patience.toNanos(); // it is just being cut off
            }
            return patience.toNanos() - (System.nanoTime() - begun);
        }

        private void run(int attempt) {
            await(attempt, workers.callWithin(limit, work::run, late -> {}));
        }

        /** Returns whether it is to begin again; else it has just ended. */
        private boolean interrupt() {
            CompletableFuture<T> hanging;
            synchronized (CheckQueue.this) {
                hanging = latest;
                if (hanging == null || hanging.isDone()) {
                    return false;
                }
                patientAttempt = next();
                waits = true;
            }
            hanging.cancel(true);
            return true;
        }

        private void cutOff() {
            synchronized (CheckQueue.this) {
                if (patientAttempt != attempts) {
                    return; // what runs now has begun since, and is not to be cut off
                }
            }
            work.cutOff();
        }

        private void beginPatiently() {
            int attempt;
            synchronized (CheckQueue.this) {
                underWay.remove(this);
                attempt = patientAttempt;
                patientAttempt = 0; // a means that takes its time is not to end this one
                if (attempt != attempts) {
                    return; // somebody waits for it, and so it was begun at once
                }
            }
            await(attempt, workers.patientlyNext(limit, () -> runIfLatest(attempt), late -> {}));
        }

        private T runIfLatest(int attempt) throws Exception {
            synchronized (CheckQueue.this) {
                if (attempt != attempts) {
                    throw new CancellationException("it was begun at once for somebody");
                }
                waits = false;
            }
            return work.run();
        }

        private void await(int attempt, CompletableFuture<T> future) {
            boolean isLatest;
            synchronized (CheckQueue.this) {
                isLatest = attempt == attempts;
                if (isLatest) {
                    latest = future;
                }
            }
            if (!isLatest) {
                future.cancel(true);
            }
            CompletableFuture<?> unused =
                    future.whenComplete((value, failure) -> ended(attempt, value, failure));
        }

        private void ended(int attempt, @Nullable T value, @Nullable Throwable failure) {
            synchronized (CheckQueue.this) {
                if (attempt != attempts) {
                    return;
                }
                waits = false;
                underWay.remove(this);
            }
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
            advance();
        }
    }
}
