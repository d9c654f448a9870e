package io.dbm.spi;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * An access layer's session on a JDBC connection that it may share with other layers; used by one
 * thread.
 *
 * <p>A layer that batches statements or caches rows overrides what tells it of the others. A
 * session that is not used in a transaction is only made and closed.
 *
 * @since 0.1.0
 */
public interface JoinedSession<S> extends AutoCloseable {

    /**
     * Returns the session; a new one if application code has closed the former and that could not
     * be kept from having an effect.
     */
    S session();

    /** Returns the JDBC connection as the layer hands it to application code. */
    Connection connection();

    /** Returns a mapper on the session, of a type for which {@code offersMapper} is true. */
    default <M> M mapper(Class<M> type) {
        throw new UnsupportedOperationException("no mappers");
    }

    /**
     * Sends the database what is batched; called before a statement of another layer, before a
     * savepoint is set or released, and before the commit.
     */
    default void flush() throws SQLException {}

    /**
     * Drops rows that are cached and must not be shown, or shared, any more; called after a
     * statement of another layer, which may have changed anything.
     */
    default void clearCache() {}

    /**
     * Drops what is batched and what is cached: the transaction has been rolled back to a
     * savepoint, and either may stem from what it undid.
     */
    default void rolledBackToSavepoint() {
        clearCache();
    }

    /**
     * Shares what may be shared now that the transaction has ended, or drops it; the JDBC
     * connection cannot be used any more.
     */
    default void completed(TransactionOutcome outcome) {}

    /** Ends the session; the JDBC connection is not its own to end. */
    @Override
    void close() throws SQLException;
}
