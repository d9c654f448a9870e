package io.dbm.core.internal.handle;

import io.dbm.PoolStats;
import java.time.Duration;

/** A client that stays the same while the backend beneath it is replaced. */
public interface Handle<C> {

    /** Returns what application code holds. */
    C client();

    /** Returns the client as one access layer has it, by which it is known whose calls they are. */
    default Object clientOf(String layer) {
        return client();
    }

    /** Sets how long a caller waits at most, from the next one on. */
    void limitWaiting(Duration acquireTimeout);

    /** Lets every call from now on, and every caller that waits, use another backend's client. */
    void replace(C backend);

    /** Lets every call from now on, and every caller that waits, do as an outage says. */
    void suspend(Outage outage);

    /** Returns how many callers wait. */
    int waiting();

    /** Lets every call from now on fail, and every caller that waits. */
    void close();

    /**
     * Returns how long after {@link #replace} a call may still reach the former client, because it
     * had looked that up before.
     */
    default Duration settlesWithin() {
        return Duration.ZERO;
    }

    /** Returns a backend's figures with those that the handle keeps, which outlive a backend. */
    default PoolStats withBorrows(PoolStats backend) {
        return backend;
    }
}
