package io.dbm.core.internal.pool;

import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Lends the JDBC connections of one backend. */
interface Lender {

    /** Returns a JDBC connection that is there at once, or null if a caller has to wait for one. */
    @Nullable Connection tryBorrow() throws SQLException;

    /** Does so for an access layer, which a lender that watches wants to know. */
    default @Nullable Connection tryBorrow(String layer) throws SQLException {
        return tryBorrow();
    }

    /**
     * Waits for a JDBC connection.
     *
     * @throws AcquireTimeoutException if the time passes first
     * @throws SQLException if none can be had, or the thread is interrupted
     */
    Connection borrow(long timeoutNanos) throws SQLException;

    /**
     * Returns what a caller gets of a JDBC connection that it has waited for.
     *
     * @param layer through which access layer it came
     * @param sinceNanos when it began to wait, maybe for another lender
     */
    default Connection handOut(Connection borrowed, String layer, long sinceNanos) {
        return borrowed;
    }

    /** Returns what is known of the driver beneath. */
    JdbcDriver driver();

    /** Returns how many JDBC connections it lends at once. */
    Ceiling ceiling();

    /** Closes a JDBC connection that it has lent, so that nobody is lent it again. */
    void evict(Connection connection);
}
