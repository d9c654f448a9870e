package io.dbm.it.property;

import java.util.List;

/** One step of the work in a transaction. */
sealed interface Operation {

    /** Makes rows with these keys have this name, whether they are there or not. */
    record Put(Layer layer, List<Integer> keys, String name) implements Operation {}

    /** Gives the row this name if it is there. */
    record Rename(Layer layer, int key, String name) implements Operation {}

    /** Deletes the rows that are there. */
    record Delete(Layer layer, List<Integer> keys) implements Operation {}

    /** Reads every row, and compares. */
    record ReadAll(Layer layer) implements Operation {}

    /** Reads one row, and compares. */
    record ReadOne(Layer layer, int key) implements Operation {}

    /** Closes a layer's session, which has no effect. */
    record Close(Session session) implements Operation {}

    /** Attempts to end the transaction through a session, which fails and has no effect. */
    record Meddle(Session session, Ending ending) implements Operation {}

    /** Asks for a rollback. */
    record RollbackOnly() implements Operation {}

    /** Throws what the script is to throw. */
    record Fail() implements Operation {}

    /**
     * Does more work in a part of the transaction, or in another one.
     *
     * @param bound whether by the connection, if the transaction is bound to the thread
     * @param caught whether what it throws is caught
     */
    record Part(Kind kind, boolean bound, boolean caught, List<Operation> operations)
            implements Operation {}

    /** Works, and then rolls back to, or releases, a savepoint of the application's own. */
    record Savepoint(Session session, boolean undone, List<Operation> operations)
            implements Operation {}

    /** A kind of part. */
    enum Kind {
        JOINED,
        NESTED,
        REQUIRES_NEW
    }

    /** How application code may attempt to end a transaction. */
    enum Ending {
        COMMIT,
        ROLLBACK,
        AUTOCOMMIT
    }

    /** The operations that this one consists of. */
    default List<Operation> inner() {
        if (this instanceof Part part) {
            return part.operations();
        }
        return this instanceof Savepoint savepoint ? savepoint.operations() : List.of();
    }

    /** The same, of other operations. */
    default Operation with(List<Operation> operations) {
        if (this instanceof Part part) {
            return new Part(part.kind(), part.bound(), part.caught(), operations);
        }
        return this instanceof Savepoint savepoint
                ? new Savepoint(savepoint.session(), savepoint.undone(), operations)
                : this;
    }
}
