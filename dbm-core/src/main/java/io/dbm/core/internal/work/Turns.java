package io.dbm.core.internal.work;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Lets only so many tasks be under way at once; the others wait in line, without a thread. */
final class Turns {

    private final Deque<Runnable> line = new ArrayDeque<>();
    private int free;
    private boolean calling;

    Turns(int atOnce) {
        free = atOnce;
    }

    /** Starts a task when its turn comes; {@link #end} must follow when it is over. */
    void await(Runnable start) {
        synchronized (this) {
            line.add(start);
        }
        call();
    }

    /** As {@link #await}, before all who wait. */
    void awaitNext(Runnable start) {
        synchronized (this) {
            line.addFirst(start);
        }
        call();
    }

    /** Ends one task's turn. */
    void end() {
        synchronized (this) {
            free++;
        }
        call();
    }

    /** Returns how many may start at once; none if others wait. */
    synchronized int free() {
        return free;
    }

    /** One thread calls at a time, so that tasks which end at once do not pile up on its stack. */
    private void call() {
        synchronized (this) {
            if (calling) {
                return;
            }
            calling = true;
        }
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = free > 0 ? line.poll() : null;
        if (next == null) {
            calling = false;
        } else {
            free--;
        }
        return next;
    }
}
