package io.dbm.provider.mssql;

import java.sql.SQLException;

/** A statement that is being executed, or a write, until it has ended. */
final class Execution {

    private final Cancellation cancellation;
    private final long deadline;
    private boolean ended;
    private boolean stopped;

    /** What the driver does to stop a statement. */
    @FunctionalInterface
    interface Cancellation {
        void cancel() throws SQLException;
    }

    /**
     * Begins.
     *
     * @param deadline in the time of {@link System#nanoTime}
     */
    Execution(Cancellation cancellation, long deadline) {
        this.cancellation = cancellation;
        this.deadline = deadline;
    }

    long deadline() {
        return deadline;
    }

    /** Has the server stop it, unless it has ended. */
    synchronized void stop() {
        if (!ended) {
            stopped = true;
            try {
                cancellation.cancel();
            } catch (SQLException broken) {
                // whoever waits for the answer learns that, at the limit for reads at the latest
            }
        }
    }

    /** Waits, if it is just being stopped: the next one must not be. */
    synchronized boolean end() {
        ended = true;
        return stopped;
    }
}
