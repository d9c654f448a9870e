package io.dbm.core.internal.transaction;

import io.dbm.UnsupportedAccessException;

/** The access layers of one connection that can take part in its transactions. */
public interface Participants {

    /**
     * Returns the one whose sessions are of a type.
     *
     * @throws UnsupportedAccessException if there is none, or more than one
     */
    Participant<?, ?> ofSession(Class<?> type);

    /**
     * Returns the one that knows a mapper.
     *
     * @throws UnsupportedAccessException if there is none, or more than one
     */
    Participant<?, ?> ofMapper(Class<?> type);

    /** Returns the one that supplies JDBC connections to {@link io.dbm.Database}. */
    Participant<?, ?> ofDatabase();
}
