package io.dbm.it.chaos;

import io.dbm.it.chaos.Ledger.Outcome;
import io.dbm.it.chaos.Ledger.Write;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares what callers were told with the rows that there are. */
final class Audit {

    private final Map<Outcome, Integer> told = new EnumMap<>(Outcome.class);
    private final Map<Finding, List<String>> found = new EnumMap<>(Finding.class);
    private int unknownThere;

    /** What must not be. */
    enum Finding {
        /** An acknowledged write is not there. */
        LOST,
        /** A write is there more than once. */
        DOUBLED,
        /** A part of a write is there. */
        HALF_DONE,
        /** A write is there that has failed. */
        FAILED_AND_THERE,
        /** Rows of which nobody has told. */
        OF_NOBODY
    }

    /**
     * Compares.
     *
     * @param rows of each write that has any, by its id
     */
    static Audit of(List<Ledger> ledgers, Map<Long, Rows> rows) {
        Audit audit = new Audit();
        Map<Long, Rows> left = new HashMap<>(rows);
        for (Ledger ledger : ledgers) {
            for (Write write : ledger.writes()) {
                Rows there = left.remove(write.id());
                audit.compare(write, there == null ? Rows.NONE : there);
            }
        }
        left.forEach((id, there) -> audit.find(Finding.OF_NOBODY, id + " has " + there));
        return audit;
    }

    private void compare(Write write, Rows there) {
        told.merge(write.outcome(), 1, Integer::sum);
        String both = write + " has " + there;
        boolean nothing = there.equals(Rows.NONE);
        if (write.outcome() == Outcome.FAILED) {
            findIf(!nothing, Finding.FAILED_AND_THERE, both);
        } else if (nothing) {
            findIf(write.outcome() == Outcome.ACKNOWLEDGED, Finding.LOST, both);
        } else if (!there.equals(write.rows())) {
            find(there.isMoreThan(write.rows()) ? Finding.DOUBLED : Finding.HALF_DONE, both);
        } else if (write.outcome() == Outcome.UNKNOWN) {
            unknownThere++;
        }
    }

    private void findIf(boolean it, Finding finding, String what) {
        if (it) {
            find(finding, what);
        }
    }

    private void find(Finding finding, String what) {
        found.computeIfAbsent(finding, none -> new ArrayList<>()).add(what);
    }

    /** Returns how many writes were told to have ended so. */
    int told(Outcome outcome) {
        return told.getOrDefault(outcome, 0);
    }

    /** Returns how many writes of an unknown outcome are there. */
    int unknownThere() {
        return unknownThere;
    }

    /** Returns how often there is each thing that must not be. */
    Map<Finding, Integer> counts() {
        Map<Finding, Integer> counts = new EnumMap<>(Finding.class);
        for (Finding each : Finding.values()) {
            counts.put(each, found(each).size());
        }
        return counts;
    }

    /** Returns what must not be, each case in words. */
    List<String> found(Finding finding) {
        return found.getOrDefault(finding, List.of());
    }
}
