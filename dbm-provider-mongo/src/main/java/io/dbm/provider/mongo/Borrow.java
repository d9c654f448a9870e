package io.dbm.provider.mongo;

/**
 * One caller that wants a connection to a server, or a health check, which is not counted; its pool
 * guards it.
 */
final class Borrow {

    /** What it hopes for. */
    enum State {
        /** An idle connection. */
        PROMISED,
        /** One that somebody gives back, or room for a new one. */
        WAITING,
        /** One that it opens itself. */
        OPENING
    }

    private final PoolCounts counts;
    private final boolean counted;
    private State state = State.PROMISED;

    Borrow(PoolCounts counts, boolean counted) {
        this.counts = counts;
        this.counted = counted;
    }

    State state() {
        return state;
    }

    boolean isPending() {
        return counted && state != State.PROMISED;
    }

    /** Hopes for something else than an idle connection from now on. */
    void await(State next) {
        if (counted && state == State.PROMISED) {
            counts.waitBegins();
        }
        state = next;
    }

    void end(long nanos) {
        if (isPending()) {
            counts.waitEnds(nanos);
        }
    }

    void timeOut() {
        if (counted) {
            counts.timedOut();
        }
    }
}
