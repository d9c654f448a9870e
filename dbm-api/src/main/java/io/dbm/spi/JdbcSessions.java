package io.dbm.spi;

import java.sql.SQLException;

/** How an access layer supplies JDBC connections and transactions of its own making. */
@FunctionalInterface
public interface JdbcSessions<A> {

    /**
     * Borrows one JDBC connection the way the layer does, with all that it does to one.
     *
     * @param access what {@link AccessLayer#open} made
     * @param transaction whether the session is one transaction, or commits each statement
     */
    JdbcSession open(A access, boolean transaction) throws SQLException;
}
