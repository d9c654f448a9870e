package io.dbm;

import org.jspecify.annotations.Nullable;

/**
 * Runs work in a transaction that all access layers of a connection share.
 *
 * <p>A {@link NamedConnection} begins a transaction; a {@link Transaction} lets more work join it.
 * Code that takes a {@code Transactor} works with both, and is atomic either way.
 *
 * @since 0.1.0
 */
public interface Transactor {

    /**
     * Runs the work in one transaction on one JDBC connection, and returns its result.
     *
     * <p>Commits when the work returns. Rolls everything back when it throws, and lets what it
     * threw through unchanged, with a failure of the rollback {@linkplain Throwable#addSuppressed
     * suppressed}; rolls back without an error after {@link Transaction#setRollbackOnly()}.
     *
     * @throws X whatever the work throws
     * @throws DataAccessException if no JDBC connection can be had, or the database refuses to
     *     begin, to take what a layer has batched, or to commit: nothing was changed
     * @throws TransactionRolledBackException if the work returned and the transaction was rolled
     *     back all the same, since its time was over, the database had given it up, its JDBC
     *     connection had broken, or work that had joined it had failed: nothing was changed
     * @throws UnknownCommitOutcomeException if the JDBC connection failed during the commit
     * @throws TransactionMisuseException if the options do not suit the transaction to be joined,
     *     or the thread would wait for a JDBC connection that it holds itself
     * @throws UnsupportedAccessException if this is not a SQL database
     */
    <R extends @Nullable Object, X extends Exception> R inTransaction(
            TransactionOptions options, TransactionFunction<? super Transaction, R, X> work)
            throws X;

    /** Runs the work as {@link #inTransaction(TransactionOptions, TransactionFunction)} does. */
    default <R extends @Nullable Object, X extends Exception> R inTransaction(
            TransactionFunction<? super Transaction, R, X> work) throws X {
        return inTransaction(TransactionOptions.defaults(), work);
    }

    /** Runs the work as {@link #inTransaction(TransactionOptions, TransactionFunction)} does. */
    default <X extends Exception> void useTransaction(
            TransactionOptions options, TransactionWork<? super Transaction, X> work) throws X {
        this.<Boolean, X>inTransaction(
                options,
                transaction -> {
                    work.run(transaction);
                    return Boolean.TRUE;
                });
    }

    /** Runs the work as {@link #inTransaction(TransactionOptions, TransactionFunction)} does. */
    default <X extends Exception> void useTransaction(TransactionWork<? super Transaction, X> work)
            throws X {
        useTransaction(TransactionOptions.defaults(), work);
    }
}
