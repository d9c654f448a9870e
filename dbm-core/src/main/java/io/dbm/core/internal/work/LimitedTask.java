package io.dbm.core.internal.work;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that may hang, and runs for no longer than a limit, which counts from when it starts.
 *
 * <p>If it runs over that, it is interrupted and abandoned; should it yield a result after all, the
 * result is handed to {@code abandoned}.
 */
final class LimitedTask<T> implements Runnable, Callable<@Nullable Void> {

    private final Duration limit;
    private final Callable<T> work;
    private final CompletableFuture<T> result;
    private final Consumer<? super T> abandoned;
    private final ScheduledExecutorService scheduler;
    private final FutureTask<?> task = new FutureTask<>(this);

    /**
     * Starts nothing yet.
     *
     * @param result is given what comes of it
     */
    LimitedTask(
            Duration limit,
            Callable<T> work,
            CompletableFuture<T> result,
            Consumer<? super T> abandoned,
            ScheduledExecutorService scheduler) {
        this.limit = limit;
        this.work = work;
        this.result = result;
        this.abandoned = abandoned;
        this.scheduler = scheduler;
    }

    /** Runs it, unless it was interrupted before. */
    @Override
    public void run() {
        ScheduledFuture<?> alarm;
        try {
            alarm = scheduler.schedule(this::timeOut, limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            result.completeExceptionally(closing);
            return;
        }
        task.run();
        alarm.cancel(false);
    }

    private void timeOut() {
        if (result.completeExceptionally(new TimeLimitException(limit))) {
            interrupt();
        }
    }

    /** Interrupts it if it runs, and keeps it from running if it does not yet. */
    void interrupt() {
        task.cancel(true);
    }

    /** Does the work; only here a thread is interrupted. */
    @Override
    public @Nullable Void call() {
        T value;
        try {
            value = work.call();
        } catch (Throwable e) {
            result.completeExceptionally(e);
            return null;
        }
        if (!result.complete(value)) {
            abandoned.accept(value);
        }
        return null;
    }
}
