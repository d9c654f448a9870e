package io.dbm.provider.mssql;

import io.dbm.provider.mssql.internal.RawSockets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the thread that has made it, and is about to have the driver close a physical connection,
 * from waiting for whoever reads from it: when that thread is found waiting, the sockets are closed
 * under both.
 *
 * <p>Not sooner: the driver, whose own clean-up then runs in the two threads at once, would give
 * its shared timer back twice, which stops it for other physical connections.
 */
final class CutOff implements AutoCloseable, Runnable {

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int MOST_LOOKS = 100;

    private final Thread closing = Thread.currentThread();
    private final RawSockets sockets;
    private volatile boolean done;
    private int looked;

    CutOff(RawSockets sockets) {
        this.sockets = sockets;
        lookLater();
    }

    private void lookLater() {
        try {
            Future<?> unused = Alarms.schedule(this, BETWEEN_LOOKS_NANOS);
        } catch (OutOfMemoryError noThread) {
            sockets.close();
        }
    }

    @Override
    public void run() {
        if (done) {
            return;
        }
        if (closing.getState() != Thread.State.RUNNABLE || ++looked == MOST_LOOKS) {
            sockets.close();
        } else {
            lookLater();
        }
    }

    /** Ends it; the sockets are closed now in any case. */
    @Override
    public void close() {
        done = true;
        sockets.close();
    }
}
