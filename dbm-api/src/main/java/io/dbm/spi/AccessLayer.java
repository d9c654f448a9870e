package io.dbm.spi;

import java.util.Optional;

/**
 * One access layer on one connection, from settings that were read and checked before.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AccessLayer<A> {

    /**
     * Makes what application code uses; called once for each connection, on first use, and again
     * only if this or one of the application's customizers threw.
     *
     * <p>It borrows nothing from the client, nor does it wait for the database: the first use may
     * be in a transaction that has the pool's only connection. {@link AccessSpec#type()} tells
     * which database it is.
     *
     * <p>Whatever it keeps of the context's client stays valid when the pool beneath is replaced.
     */
    A open(AccessContext context);

    /**
     * Returns how this layer takes part in transactions and in {@link io.dbm.Database}, if it
     * stands on a SQL database.
     */
    default Optional<TransactionParticipant<A, ?>> transactions() {
        return Optional.empty();
    }
}
