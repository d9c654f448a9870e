package io.dbm.provider.mssql;

import io.dbm.provider.mssql.internal.RawSockets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Keeps the thread that has made it, and is about to have the driver close a physical connection,
 * from waiting for whoever reads from it: when that thread is found waiting, the sockets are closed
 * under both.
 *
 * <p>Not sooner: the driver, whose own clean-up then runs in the two threads at once, would give
 * its shared timer back twice, which stops it for other physical connections.
 */
final class CutOff implements AutoCloseable, Runnable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final int MOST_LOOKS = 100;

    private final Thread closing = Thread.currentThread();
    private final RawSockets sockets;
    private final Future<?> looks;
    private int looked;

    CutOff(RawSockets sockets) {
        this.sockets = sockets;
        looks = begin();
    }

    private Future<?> begin() {
        try {
            return Alarms.repeat(this, BETWEEN_LOOKS);
        } catch (OutOfMemoryError noThread) {
            sockets.close();
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void run() {
        if (closing.getState() != Thread.State.RUNNABLE || ++looked == MOST_LOOKS) {
            sockets.close();
        }
    }

    /** Ends it; the sockets are closed now in any case. */
    @Override
    public void close() {
        looks.cancel(false);
        sockets.close();
    }
}
