package io.dbm;

/**
 * Work in a transaction, without a result.
 *
 * @param <T> what the work is given: a {@link Transaction}, or a {@link Database} in one
 * @param <X> what it may throw
 * @since 0.1.0
 */
@FunctionalInterface
public interface TransactionWork<T, X extends Exception> {

    /** Does the work on what is valid until it returns, and on the running thread alone. */
    void run(T transaction) throws X;
}
