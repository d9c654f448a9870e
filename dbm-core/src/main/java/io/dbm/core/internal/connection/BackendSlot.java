package io.dbm.core.internal.connection;

import io.dbm.PoolStats;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.handle.Handle;
import io.dbm.core.internal.handle.SharedClient;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the backend that a handle stands on, and drains the one that it stood on before.
 *
 * <p>Not safe for use from many threads, except {@link #backend()}: its owner holds a lock.
 */
final class BackendSlot<C> {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Class<C> clientType;
    private final Handle<C> handle;
    private final Supplier<ConnectionConfig> config;
    private final Workers workers;
    private final LifeLog log;
    private final Tally tally;
    private volatile @Nullable Backend<?> backend;
    private CompletableFuture<Void> draining = CompletableFuture.completedFuture(null);

    BackendSlot(
            Class<C> clientType,
            Handle<C> handle,
            Supplier<ConnectionConfig> config,
            Workers workers,
            LifeLog log,
            Tally tally) {
        this.clientType = clientType;
        this.handle = handle;
        this.config = config;
        this.workers = workers;
        this.log = log;
        this.tally = tally;
    }

    Handle<C> handle() {
        return handle;
    }

    @Nullable Backend<?> backend() {
        return backend;
    }

    /** Lets the handle stand on another backend; the former one is drained and closed. */
    void replace(Backend<?> next) {
        Backend<?> former = backend;
        tally.begin(next);
        handle.replace(clientType.cast(next.client()));
        backend = next;
        if (former != next) { // one that others share is the same again
            drainAndClose(former, handle.settlesWithin());
        }
    }

    /**
     * Lets every use of the handle fail; the backend is drained and closed.
     *
     * @return when that is done, also for the backends before it
     */
    CompletableFuture<Void> close() {
        Backend<?> former = backend;
        handle.close();
        backend = null;
        drainAndClose(former, Duration.ZERO);
        return draining;
    }

    /**
     * Drains and closes the backend once the handle stands on another slot's.
     *
     * @return when that is done, also for the backends before it
     */
    CompletableFuture<Void> retire() {
        Backend<?> former = backend;
        backend = null;
        drainAndClose(former, handle.settlesWithin());
        return draining;
    }

    private void drainAndClose(@Nullable Backend<?> former, Duration quiet) {
        if (former != null) {
            draining =
                    CompletableFuture.allOf(
                            draining,
                            CompletableFuture.runAsync(
                                    () -> {
                                        drain(former, quiet);
                                        close(former);
                                    },
                                    workers.blocking()));
        }
    }

    /** Waits until nothing has been in use for a while, or the limit is over. */
    private void drain(Backend<?> former, Duration quiet) {
        long deadline = System.nanoTime() + config.get().shutdownTimeout().toNanos();
        long quietUntil = System.nanoTime() + quiet.toNanos();
        try {
            int inUse = inUse(former, quiet);
            while ((inUse > 0 || isToCome(quietUntil)) && isToCome(deadline)) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                inUse = inUse(former, quiet);
                if (inUse > 0) {
                    quietUntil = System.nanoTime() + quiet.toNanos();
                }
            }
            if (inUse > 0) {
                log.stillInUse(former, inUse);
            } else {
                log.drained();
            }
        } catch (RuntimeException | LinkageError e) {
            log.closeFailed(e); // a plugin's statistics must not keep its backend open
        }
    }

    /**
     * Counts callers that wait as well, where a handle cannot call them back: they will get
     * something of the former backend, and must find it open.
     */
    private static int inUse(Backend<?> former, Duration quiet) {
        if (former instanceof SharedClient shared) {
            return shared.lent();
        }
        PoolStats stats = former.stats();
        return quiet.isZero() ? stats.inUse() : stats.inUse() + stats.pending();
    }

    private static boolean isToCome(long nanoTime) {
        return System.nanoTime() - nanoTime < 0;
    }

    private void close(Backend<?> former) {
        tally.end(former);
        try {
            workers.awaitClose(workers.beginClose(former));
        } catch (TimeoutException e) {
            log.closeTimedOut();
        } catch (ExecutionException e) {
            log.closeFailed(e.getCause() == null ? e : e.getCause());
        }
    }
}
