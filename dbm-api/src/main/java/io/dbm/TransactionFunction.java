package io.dbm;

import org.jspecify.annotations.Nullable;

/**
 * Work in a transaction, with a result.
 *
 * @param <T> what the work is given: a {@link Transaction}, or a {@link Database} in one
 * @param <R> its result
 * @param <X> what it may throw
 * @since 0.1.0
 */
@FunctionalInterface
public interface TransactionFunction<T, R extends @Nullable Object, X extends Exception> {

    /** Does the work on what is valid until it returns, and on the running thread alone. */
    R run(T transaction) throws X;
}
