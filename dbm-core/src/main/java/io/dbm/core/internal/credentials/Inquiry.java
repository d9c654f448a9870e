package io.dbm.core.internal.credentials;

import io.dbm.core.internal.plugin.ContextLoader;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Credentials;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.Lease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source, one question at a time and each within its limit; whoever comes meanwhile joins.
 */
final class Inquiry {

    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CredentialsSource source;
    private final Duration limit;
    private final Workers workers;
    private final Answer answer;
    private CompletableFuture<Credentials> asking = CompletableFuture.completedFuture(null);
    private CompletableFuture<Lease> question = CompletableFuture.completedFuture(null);
    private long began = System.nanoTime() - MOMENT_NANOS;
    private boolean closed;

    /** What is made of what the source says. */
    interface Answer {

        /**
         * Takes what it has said, or why it has said nothing.
         *
         * @param began when it was asked, in nanoseconds
         * @throws Exception what whoever has asked is told
         */
        Credentials take(@Nullable Lease lease, @Nullable Throwable failure, long began)
                throws Exception;

        /** Is told when those who have asked are answered. */
        void taken();
    }

    Inquiry(CredentialsSource source, Duration limit, Workers workers, Answer answer) {
        this.source = source;
        this.limit = limit;
        this.workers = workers;
        this.answer = answer;
    }

    /** Whether the latest question is so long ago that another one is no nuisance. */
    synchronized boolean isQuiet() {
        return System.nanoTime() - began > MOMENT_NANOS;
    }

    private Lease obtain() throws Exception {
        try (ContextLoader its = ContextLoader.of(source)) {
            return source.obtain();
        }
    }

    /** Begins to ask, or joins the question that is under way. */
    CompletableFuture<Credentials> begin() {
        CompletableFuture<Credentials> mine = new CompletableFuture<>();
        long now = System.nanoTime();
        synchronized (this) {
            if (!asking.isDone()) {
                return asking;
            }
            if (closed) {
                mine.completeExceptionally(new IllegalStateException("the connection is closed"));
                return mine;
            }
            asking = mine;
            began = now;
        }
        CompletableFuture<Lease> asked = workers.callWithin(limit, this::obtain, late -> {});
        synchronized (this) {
            question = asked;
        }
        CompletableFuture<?> unused =
                asked.whenComplete((lease, failure) -> answered(mine, lease, failure, now));
        if (isClosed()) {
            cancel();
        }
        return mine;
    }

    private void answered(
            CompletableFuture<Credentials> mine,
            @Nullable Lease lease,
            @Nullable Throwable failure,
            long asked) {
        try {
            mine.complete(answer.take(lease, failure, asked));
        } catch (Throwable e) {
            mine.completeExceptionally(e);
        }
        answer.taken();
    }

    /** Waits for an answer. */
    Credentials await() throws InterruptedException, ExecutionException, TimeoutException {
        return begin().get(limit.toNanos() + MOMENT_NANOS, TimeUnit.NANOSECONDS);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void cancel() {
        CompletableFuture<Lease> underWay;
        synchronized (this) {
            underWay = question;
        }
        underWay.cancel(true);
    }

    /** Ends the question that is under way, and begins no other; whoever waits is told. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        cancel();
    }
}
