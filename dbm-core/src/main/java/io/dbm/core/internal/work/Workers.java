package io.dbm.core.internal.work;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The threads of one manager: they grow with the work in flight, not with the number of
 * connections, and none of them keeps the JVM alive.
 */
public final class Workers implements AutoCloseable {

    private static final int OPENINGS_AT_ONCE = 32;
    private static final long IDLE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadPoolExecutor openings;
    private final ThreadPoolExecutor checks;

    /** Starts no thread before there is work. */
    public Workers() {
        scheduler = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "dbm-scheduler"));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        AtomicInteger opening = new AtomicInteger();
        openings =
                new ThreadPoolExecutor(
                        OPENINGS_AT_ONCE,
                        OPENINGS_AT_ONCE,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> daemon(task, "dbm-opening-" + opening.incrementAndGet()));
        openings.allowCoreThreadTimeOut(true);
        AtomicInteger check = new AtomicInteger();
        checks =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        task -> daemon(task, "dbm-worker-" + check.incrementAndGet()));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Returns the one scheduler, for tasks that do not block. */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Returns threads for opening backends, of which only so many run at once. */
    public Executor openings() {
        return openings;
    }

    /** Returns threads for everything else that may block; one is always free. */
    public Executor checks() {
        return checks;
    }

    /**
     * Runs work that may hang, for no longer than a limit.
     *
     * <p>The limit counts from when the work starts. Work that runs over it is interrupted and
     * abandoned; should it yield a result after all, the result is handed to {@code abandoned}.
     *
     * @return the result, what the work threw, or a {@link TimeLimitException}
     */
    public <T> CompletableFuture<T> callWithin(
            Duration limit, Executor executor, Callable<T> work, Consumer<? super T> abandoned) {
        CompletableFuture<T> result = new CompletableFuture<>();
        FutureTask<?> task = new FutureTask<>(() -> run(work, result, abandoned), null);
        try {
            executor.execute(() -> runWithin(limit, task, result));
        } catch (RejectedExecutionException closing) {
            result.completeExceptionally(closing);
        }
        return result;
    }

    private void runWithin(Duration limit, FutureTask<?> task, CompletableFuture<?> result) {
        ScheduledFuture<?> alarm;
        try {
            alarm =
                    scheduler.schedule(
                            () -> timeOut(result, limit, task),
                            limit.toNanos(),
                            TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            result.completeExceptionally(closing);
            return;
        }
        task.run();
        alarm.cancel(false);
    }

    private static void timeOut(CompletableFuture<?> result, Duration limit, FutureTask<?> task) {
        if (result.completeExceptionally(new TimeLimitException(limit))) {
            task.cancel(true);
        }
    }

    private static <T> void run(
            Callable<T> work, CompletableFuture<T> result, Consumer<? super T> abandoned) {
        T value;
        try {
            value = work.call();
        } catch (Throwable e) {
            result.completeExceptionally(e);
            return;
        }
        if (!result.complete(value)) {
            abandoned.accept(value);
        }
    }

    /** Ends the threads; work that still waits for one is dropped. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        openings.shutdown();
        checks.shutdown();
    }
}
