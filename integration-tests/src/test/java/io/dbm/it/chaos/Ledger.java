package io.dbm.it.chaos;

import java.util.ArrayList;
import java.util.List;

/** What one caller was told about each of its writes. Used by that caller, and read afterwards. */
final class Ledger {

    private static final long WRITES_OF_A_CALLER = 100_000_000;

    private final long first;
    private final List<Write> writes = new ArrayList<>();
    private long made;

    /** What becomes of a write, as far as its caller knows. */
    enum Outcome {
        /** It is there. */
        ACKNOWLEDGED,
        /** It is not there. */
        FAILED,
        /** It may be there or not, but whole. */
        UNKNOWN
    }

    /**
     * A write, and what there is of it if it is there.
     *
     * @param id its own, in each of its rows
     */
    record Write(long id, Rows rows, Outcome outcome) {}

    Ledger(int caller) {
        first = caller * WRITES_OF_A_CALLER;
    }

    /** Returns an id that no other write has. */
    long next() {
        return first + made++;
    }

    void note(long id, Rows rows, Outcome outcome) {
        writes.add(new Write(id, rows, outcome));
    }

    List<Write> writes() {
        return writes;
    }
}
