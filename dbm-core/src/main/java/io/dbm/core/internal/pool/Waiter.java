package io.dbm.core.internal.pool;

/**
 * A thread that waits in a pool, and may be interrupted there.
 *
 * <p>It waits its whole time in one queue of the pool, so that waiting stays as fair as the pool's.
 *
 * <p>The price: an interrupt of the application's own that comes between this one and its effect, a
 * moment later, is taken for this one, and the thread waits on until its deadline.
 */
final class Waiter {

    private final Thread thread = Thread.currentThread();
    private boolean waiting;
    private boolean woken;

    synchronized void enter() {
        waiting = true;
    }

    synchronized void wake() {
        if (waiting && !thread.isInterrupted()) {
            woken = true;
            thread.interrupt();
        }
    }

    /** Ends the wait, and returns whether {@link #wake} had ended it; undoes its interrupt. */
    synchronized boolean leave() {
        boolean wasWoken = woken;
        waiting = false;
        woken = false;
        if (wasWoken) {
            Thread.interrupted();
        }
        return wasWoken;
    }
}
