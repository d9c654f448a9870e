package io.dbm.core.internal.handle;

/** Stands where a backend is not: why there is none, and what its callers do meanwhile. */
public interface Outage {

    /** Whether callers wait for a backend, or fail at once. */
    boolean callersWait();

    /** Is told that one more caller waits. */
    void callerWaits();

    /** Returns why there is no backend, as of now. */
    String reason();
}
