package io.dbm.it.chaos;

/** What one thread of the application does again and again; never used by two. */
interface Caller {

    /** Does something that writes, and notes what it was told; a failure is no reason to stop. */
    void call();

    /** Returns what it was told of its writes. */
    Ledger ledger();
}
