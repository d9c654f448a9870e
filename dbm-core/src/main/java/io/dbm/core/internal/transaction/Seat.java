package io.dbm.core.internal.transaction;

import io.dbm.spi.JoinedSession;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The place of one access layer in a transaction: its session, and its view of the JDBC connection,
 * by which it is known whose statement runs.
 */
final class Seat {

    private final String layer;
    private final Connection view;
    private @Nullable JoinedSession<?> session;

    /**
     * Makes a place for nobody yet.
     *
     * @param layer what statements are said to come through
     */
    Seat(SharedConnection shared, String layer) {
        this.layer = layer;
        this.view = new Views(this, shared).connection();
    }

    /** Returns what its statements are said to come through. */
    String layer() {
        return layer;
    }

    /** Has the layer make its session; its plugins may run statements meanwhile. */
    void join(Participant<?, ?> participant) throws SQLException {
        session = participant.join(view);
    }

    /** Returns the session; only what has joined is given out. */
    JoinedSession<?> session() {
        if (session == null) {
            throw new IllegalStateException("has not joined");
        }
        return session;
    }
}
