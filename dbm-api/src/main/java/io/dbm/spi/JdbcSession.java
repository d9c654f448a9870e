package io.dbm.spi;

import java.sql.Connection;
import java.sql.SQLException;

/** One JDBC connection that an access layer has borrowed. Used by one thread. */
public interface JdbcSession extends AutoCloseable {

    /** Returns the JDBC connection; {@link #close} gives it back. */
    Connection connection();

    /** Commits the transaction. */
    void commit() throws SQLException;

    /** Rolls the transaction back. */
    void rollback() throws SQLException;

    /** Gives the JDBC connection back; a transaction that was not committed is rolled back. */
    @Override
    void close() throws SQLException;
}
