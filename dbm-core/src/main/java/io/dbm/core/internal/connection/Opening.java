package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens a backend of one connection, with retry. No thread waits during the pauses.
 *
 * <p>A backend is handed out only after it has answered a ping. One that was opened too late, or
 * whose opening was {@linkplain #cancel cancelled} meanwhile, is closed.
 */
final class Opening {

    private final ConnectionConfig config;
    private final Workers workers;
    private final LifeLog log;
    private final Attempt attempt;
    private final Callable<Backend<?>> task;
    private final Consumer<Boolean> attempted;
    private final CompletableFuture<Backend<?>> result = new CompletableFuture<>();
    private final long start = System.nanoTime();

    private Opening(
            ConnectionConfig config,
            Attempt attempt,
            Workers workers,
            LifeLog log,
            Consumer<Boolean> attempted) {
        this.config = config;
        this.attempt = attempt;
        this.task = attempt.task();
        this.workers = workers;
        this.log = log;
        this.attempted = attempted;
    }

    /**
     * Begins; the result is a backend or an {@link OpeningFailedException}.
     *
     * @param attempted hears whether an attempt succeeded; neither blocks nor throws
     */
    static Opening begin(
            ConnectionConfig config,
            Attempt attempt,
            Workers workers,
            LifeLog log,
            Consumer<Boolean> attempted) {
        Opening opening = new Opening(config, attempt, workers, log, attempted);
        opening.begin(1);
        return opening;
    }

    CompletableFuture<Backend<?>> result() {
        return result;
    }

    /** Gives up; a backend that is opened from now on is closed. */
    void cancel(String why) {
        result.completeExceptionally(new OpeningFailedException(why));
    }

    private void begin(int number) {
        if (result.isDone()) {
            return;
        }
        // The provider's own limits come first; this one is for what ignores them.
        Duration limit = config.limits().connectTimeout().plusSeconds(1);
        CompletableFuture<?> unused =
                workers.openWithin(limit, task, attempt::close)
                        .whenComplete((backend, failure) -> ended(number, backend, failure));
    }

    /** Whatever a driver's own exception does to whoever looks into it, there is a result. */
    private void ended(int number, @Nullable Backend<?> backend, @Nullable Throwable failure) {
        try {
            judge(number, backend, failure);
        } catch (Throwable e) {
            cancel("the attempt failed, and its error cannot be read: " + e.getClass().getName());
        }
    }

    private void judge(int number, @Nullable Backend<?> backend, @Nullable Throwable failure) {
        if (failure instanceof RejectedExecutionException) {
            cancel("the manager is closed");
        } else if (failure != null) {
            attempted.accept(false);
            failed(number, AttemptFailedException.of(failure));
        } else {
            if (!result.isDone()) {
                attempted.accept(true); // known to whoever waits for the result
            }
            if (!result.complete(backend)) {
                attempt.close(backend);
            }
        }
    }

    private void failed(int number, AttemptFailedException failure) {
        if (failure.mayPass() && number < config.retry().attempts()) {
            Duration pause = config.retry().pauseAfter(number);
            log.retrying(number, pause, failure.reason(config.redaction()));
            try {
                Future<?> unused =
                        workers.scheduler()
                                .schedule(
                                        () -> begin(number + 1),
                                        pause.toNanos(),
                                        TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closing) {
                cancel("the manager is closed");
            }
            return;
        }
        String reason = failure.reason(config.redaction());
        String message =
                "%s (%d %s in %d ms%s)"
                        .formatted(
                                reason,
                                number,
                                number == 1 ? "attempt" : "attempts",
                                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                                failure.mayPass()
                                        ? ""
                                        : "; not tried again, since this would not pass");
        result.completeExceptionally(
                new OpeningFailedException(
                        message,
                        reason,
                        failure.kind(),
                        config.redaction().clean(failure.failure()),
                        failure.mayPass()));
    }
}
