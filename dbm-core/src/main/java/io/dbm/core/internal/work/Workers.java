package io.dbm.core.internal.work;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one manager: they grow with the work in flight, not with the number of
 * connections, and none of them keeps the JVM alive.
 */
public final class Workers implements AutoCloseable {

    /**
     * With the scheduler, and threads that begin the next opening before they are free themselves,
     * fewer than 32 threads.
     */
    private static final int OPENINGS_AT_ONCE = 24;

    private static final int REGULAR_AT_ONCE = 4;
    private static final int PATIENT_AT_ONCE = 9;
    private static final int PATIENT_TO_SPARE = 5;
    private static final Duration REGULAR_LIMIT = Duration.ofSeconds(5);
    private static final long IDLE_SECONDS = 5;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadPoolExecutor blocking;
    private final Turns openings = new Turns(OPENINGS_AT_ONCE);
    private final Turns regular = new Turns(REGULAR_AT_ONCE);
    private final Turns patient = new Turns(PATIENT_AT_ONCE);

    /** Of the thread that has made this, and not of whoever comes when a thread is needed. */
    private final @Nullable ClassLoader contextLoader =
            Thread.currentThread().getContextClassLoader();

    /** Starts no thread before there is work. */
    public Workers() {
        scheduler = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "dbm-scheduler"));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        AtomicInteger number = new AtomicInteger();
        blocking =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        task -> daemon(task, "dbm-worker-" + number.incrementAndGet()));
    }

    private Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(contextLoader);
        return thread;
    }

    /** Returns the one scheduler, for tasks that do not block. */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Returns threads for tasks that may block; one is always free. */
    public Executor blocking() {
        return blocking;
    }

    /**
     * Runs a task of those that come again and again, and may block for a moment, on one of a few
     * threads; the others wait in line. One that takes more than 5 s is interrupted, and no more
     * waited for.
     *
     * @return is done when that is over, or no thread could be had for it
     */
    public Future<?> regularly(Runnable task) {
        Callable<Object> work = Executors.callable(task);
        TaskInLine<Object> inLine = new TaskInLine<>(regular, REGULAR_LIMIT, work, done -> {});
        regular.await(inLine);
        return inLine.result;
    }

    /** Runs a short task after a while, if the manager is not closed by then. */
    public void later(Duration pause, Runnable task) {
        try {
            Future<?> unused = scheduler.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            // nobody will miss it
        }
    }

    /**
     * Runs work that may hang, for no longer than a limit.
     *
     * <p>The limit counts from when the work starts. Work that runs over it is interrupted and
     * abandoned; should it yield a result after all, the result is handed to {@code abandoned}.
     *
     * @return the result, what the work threw, or a {@link TimeLimitException}; to cancel it does
     *     what the limit does
     */
    public <T> CompletableFuture<T> callWithin(
            Duration limit, Callable<T> work, Consumer<? super T> abandoned) {
        CompletableFuture<T> result = new CompletableFuture<>();
        begin(limit, work, result, abandoned);
        return result;
    }

    private <T> void begin(
            Duration limit,
            Callable<T> work,
            CompletableFuture<T> result,
            Consumer<? super T> abandoned) {
        LimitedTask<T> task = new LimitedTask<>(limit, work, result, abandoned, scheduler);
        try {
            blocking.execute(task);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            result.completeExceptionally(noThread);
        }
        CompletableFuture<?> unused =
                result.whenComplete(
                        (value, failure) -> {
                            if (result.isCancelled()) {
                                task.interrupt();
                            }
                        });
    }

    /**
     * Opens something, as {@link #callWithin} does, when its turn comes: so many openings at once
     * and no more. One that runs over its limit gives its turn up, even if its thread hangs on.
     */
    public <T> CompletableFuture<T> openWithin(
            Duration limit, Callable<T> work, Consumer<? super T> abandoned) {
        TaskInLine<T> task = new TaskInLine<>(openings, limit, work, abandoned);
        openings.await(task);
        return task.result;
    }

    /**
     * Runs work that may hang and that nobody waits for, as {@link #callWithin} does, when its turn
     * comes: a few at once and no more, for all connections together.
     */
    public <T> CompletableFuture<T> patiently(
            Duration limit, Callable<T> work, Consumer<? super T> abandoned) {
        TaskInLine<T> task = new TaskInLine<>(patient, limit, work, abandoned);
        patient.await(task);
        return task.result;
    }

    /**
     * Runs work as {@link #patiently} does, before what has come so far: one of a database that was
     * slow for a moment is not to wait for all those which do not answer.
     */
    public <T> CompletableFuture<T> patientlyNext(
            Duration limit, Callable<T> work, Consumer<? super T> abandoned) {
        TaskInLine<T> task = new TaskInLine<>(patient, limit, work, abandoned);
        patient.awaitNext(task);
        return task.result;
    }

    /** Whether there are turns for {@linkplain #patiently patient} work that is less needed. */
    public boolean hasPatience() {
        return patient.free() >= PATIENT_TO_SPARE;
    }

    /** Work that may hang, and begins when its turn comes. */
    private final class TaskInLine<T> implements Runnable {

        final CompletableFuture<T> result = new CompletableFuture<>();
        private final Turns turns;
        private final Duration limit;
        private final Callable<T> work;
        private final Consumer<? super T> abandoned;

        TaskInLine(Turns turns, Duration limit, Callable<T> work, Consumer<? super T> abandoned) {
            this.turns = turns;
            this.limit = limit;
            this.work = work;
            this.abandoned = abandoned;
        }

        @Override
        public void run() {
            if (result.isDone()) {
                turns.end(); // cancelled in line
                return;
            }
            // what follows its end is for its own thread: this one, which happens to begin it, may
            // hold the locks of another connection
            CompletableFuture<T> begun = new CompletableFuture<>();
            CompletableFuture<?> unusedToo = begun.whenComplete(this::ended);
            CompletableFuture<?> unused =
                    result.whenComplete(
                            (value, failure) -> {
                                if (result.isCancelled()) {
                                    begun.cancel(true);
                                }
                            });
            begin(limit, work, begun, abandoned);
        }

        private void ended(T value, @Nullable Throwable failure) {
            turns.end();
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (!result.complete(value)) {
                abandoned.accept(value);
            }
        }
    }

    /**
     * Begins to close something, on a thread of its own: nobody interrupts it, and it is there when
     * the manager's threads are not any more.
     */
    public CompletableFuture<Void> beginClose(AutoCloseable something) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        daemon(
                        () -> {
                            try {
                                something.close();
                                done.complete(null);
                            } catch (Throwable e) {
                                done.completeExceptionally(e);
                            }
                        },
                        "dbm-closing")
                .start();
        return done;
    }

    /**
     * Waits for a close, but no longer than 5 s.
     *
     * @throws TimeoutException if it takes longer; it then goes on in the background
     * @throws ExecutionException if it fails
     */
    public void awaitClose(CompletableFuture<Void> closing)
            throws TimeoutException, ExecutionException {
        boolean interrupted = false;
        long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
        try {
            while (true) {
                try {
                    closing.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Closes things that nobody has used, side by side, and does not mind how that ends. */
    public void closeQuietly(Collection<? extends AutoCloseable> unused) {
        try {
            awaitClose(
                    CompletableFuture.allOf(
                            unused.stream()
                                    .map(this::beginClose)
                                    .toArray(CompletableFuture<?>[]::new)));
        } catch (TimeoutException | ExecutionException e) {
            // they were of no use before
        }
    }

    /** Ends the threads; work that is under way goes on. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        blocking.shutdown();
    }
}
