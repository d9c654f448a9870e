package io.dbm.it.property;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is expected of one attempt at a transaction. */
final class Model {

    /** A part that can be rolled back by itself; the first one is the whole. */
    static final class Part {
        private boolean rollbackOnly;
        private boolean rollbackByJoined;
        private Optional<Throwable> failureOfJoined = Optional.empty();

        void setRollbackOnly() {
            rollbackOnly = true;
        }

        boolean isRollbackOnly() {
            return rollbackOnly;
        }

        /** Notes whether work that joined has asked for the rollback. */
        void joinedHasReturned(boolean rollbackOnlyBefore) {
            rollbackByJoined = rollbackByJoined || (rollbackOnly && !rollbackOnlyBefore);
        }

        boolean isRollbackByJoined() {
            return rollbackByJoined;
        }

        void joinedFailed(Throwable failure) {
            if (failureOfJoined.isEmpty()) {
                failureOfJoined = Optional.of(failure);
            }
        }

        Optional<Throwable> failureOfJoined() {
            return failureOfJoined;
        }
    }

    private final Map<Integer, String> rows;
    private final Part whole = new Part();
    private boolean doubtful;
    private boolean faultElsewhere;
    private Optional<Throwable> thrown = Optional.empty();
    private int commitsBeforeEnd;

    Model(Map<Integer, String> rows) {
        this.rows = new TreeMap<>(rows);
    }

    /** Returns the rows that the transaction sees. */
    Map<Integer, String> rows() {
        return rows;
    }

    Map<Integer, String> copy() {
        return new TreeMap<>(rows);
    }

    void restore(Map<Integer, String> before) {
        rows.clear();
        rows.putAll(before);
        doubtful = false;
    }

    Part whole() {
        return whole;
    }

    /** Notes that a part could not be undone: what is seen until the whole is undone is open. */
    void doubt() {
        doubtful = true;
    }

    boolean isDoubtful() {
        return doubtful;
    }

    /** Notes that the injected failure hit another transaction. */
    void faultElsewhere() {
        faultElsewhere = true;
    }

    boolean isFaultElsewhere() {
        return faultElsewhere;
    }

    void threw(Throwable failure) {
        thrown = Optional.of(failure);
    }

    Optional<Throwable> thrown() {
        return thrown;
    }

    /** Notes how many commits there had been when the work ended. */
    void ended(int commits) {
        commitsBeforeEnd = commits;
    }

    int commitsBeforeEnd() {
        return commitsBeforeEnd;
    }
}
