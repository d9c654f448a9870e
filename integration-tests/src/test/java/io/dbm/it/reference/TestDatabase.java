package io.dbm.it.reference;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;

/** A database of some type, as the evidence for a key needs it. */
interface TestDatabase extends AutoCloseable {

    /** Returns the settings of a connection that works, as they stand between its braces. */
    String settings();

    /** Returns the settings of a connection to a place where nothing answers at the moment. */
    String settingsOfNothing() throws Exception;

    /** Takes a connection out of the pool. */
    Held hold(NamedConnection connection) throws Exception;

    /** Takes a connection out of the pool, uses it, and gives it back. */
    void use(NamedConnection connection) throws Exception;

    /** Runs a statement that takes longer than anybody waits. */
    void useForLong(NamedConnection connection) throws Exception;

    /** Lets nobody connect from now on. */
    void breakDown() throws Exception;

    /** Undoes that. */
    void mend() throws Exception;

    @Override
    void close() throws Exception;

    /** A connection that is out of the pool until this is closed, which may be done twice. */
    interface Held extends AutoCloseable {

        /** Whether it was not cut off meanwhile. */
        boolean isAlive();

        @Override
        void close() throws Exception;
    }

    /** Opens a connection called {@code it}, with more settings. */
    default DatabaseManager connect(String... settings) {
        return Managers.connect(settings(), settings);
    }
}
