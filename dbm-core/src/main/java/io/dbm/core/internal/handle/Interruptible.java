package io.dbm.core.internal.handle;

/** A backend that can end a ping which hangs, where to interrupt its thread would not help. */
public interface Interruptible {

    /** Ends the ping under way, if there is one; may take its physical connection. */
    void interruptPing();
}
