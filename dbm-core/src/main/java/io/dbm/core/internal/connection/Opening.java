package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.work.TimeLimitException;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import io.dbm.spi.FailureKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens a backend of one connection, with retry. No thread waits during the pauses.
 *
 * <p>A backend is handed out only after it has answered a ping. One that was opened too late, or
 * whose opening was {@linkplain #cancel cancelled} meanwhile, is closed.
 */
final class Opening {

    private final ConnectionConfig config;
    private final Services services;
    private final Workers workers;
    private final LifeLog log;
    private final CompletableFuture<Backend<?>> result = new CompletableFuture<>();
    private final long start = System.nanoTime();

    private Opening(ConnectionConfig config, Services services, Workers workers, LifeLog log) {
        this.config = config;
        this.services = services;
        this.workers = workers;
        this.log = log;
    }

    /** Begins; the result is a backend or an {@link OpeningFailedException}. */
    static Opening begin(ConnectionConfig config, Services services, Workers workers, LifeLog log) {
        Opening opening = new Opening(config, services, workers, log);
        opening.attempt(1);
        return opening;
    }

    CompletableFuture<Backend<?>> result() {
        return result;
    }

    /** Gives up; a backend that is opened from now on is closed. */
    void cancel(String why) {
        result.completeExceptionally(new OpeningFailedException(why, null));
    }

    private void attempt(int number) {
        if (result.isDone()) {
            return;
        }
        // The provider's own limits come first; this one is for what ignores them.
        Duration limit = config.limits().connectTimeout().plusSeconds(1);
        CompletableFuture<?> unused =
                workers.<Backend<?>>callWithin(
                                limit, workers.openings(), this::openAndPing, Opening::closeQuietly)
                        .whenComplete((backend, failure) -> ended(number, backend, failure));
    }

    private void ended(int number, @Nullable Backend<?> backend, @Nullable Throwable failure) {
        if (failure != null) {
            failed(number, failure);
        } else if (backend != null && !result.complete(backend)) {
            closeQuietly(backend);
        }
    }

    private Backend<?> openAndPing() throws AttemptFailedException {
        OpeningContext context = new OpeningContext(config, services, workers);
        Backend<?> backend = null;
        try {
            backend = config.connector().open(context);
            backend.ping(config.limits().connectTimeout());
            return backend;
        } catch (Exception | LinkageError e) {
            if (backend != null) {
                closeQuietly(backend);
            }
            throw new AttemptFailedException(context.classify(e), e);
        }
    }

    private void failed(int number, Throwable failure) {
        boolean worthwhile =
                !(failure instanceof AttemptFailedException attempt) || attempt.kind.mayPass();
        if (failure instanceof RejectedExecutionException) {
            cancel("the manager is closed");
        } else if (worthwhile && number < config.retry().attempts()) {
            Duration pause = config.retry().pauseAfter(number);
            log.retrying(number, pause, reason(failure));
            try {
                Future<?> unused =
                        workers.scheduler()
                                .schedule(
                                        () -> attempt(number + 1),
                                        pause.toNanos(),
                                        TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closing) {
                cancel("the manager is closed");
            }
        } else {
            String attempts = number == 1 ? "1 attempt" : number + " attempts";
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            String message =
                    reason(failure)
                            + " ("
                            + attempts
                            + " in "
                            + millis
                            + " ms"
                            + (worthwhile ? "" : "; not tried again, since this would not pass")
                            + ")";
            result.completeExceptionally(new OpeningFailedException(message, cause(failure)));
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof AttemptFailedException attempt ? attempt.failure : failure;
    }

    /**
     * A driver's own message may say little ("the attempt failed"), and its root cause the rest.
     */
    private static String reason(Throwable failure) {
        Throwable cause = cause(failure);
        boolean speaksPlainly =
                cause instanceof TimeLimitException || cause instanceof SQLException;
        String own = cause.getMessage();
        String message = own != null && speaksPlainly ? own : cause.toString();
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == cause ? message : message + " (" + root + ")";
    }

    static void closeQuietly(Backend<?> backend) {
        try {
            backend.close();
        } catch (Exception e) {
            // nobody ever used it
        }
    }

    private static final class AttemptFailedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final FailureKind kind;
        private final Throwable failure;

        AttemptFailedException(FailureKind kind, Throwable failure) {
            super(failure);
            this.kind = kind;
            this.failure = failure;
        }
    }
}
