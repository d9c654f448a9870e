package io.dbm.spi;

import java.util.Optional;

/** One access layer on one connection, from settings that were read and checked before. */
@FunctionalInterface
public interface AccessLayer<A> {

    /**
     * Makes what application code uses; called once for each connection, on first use, and again
     * only if this or one of the application's customizers threw.
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
