package io.dbm.core.internal.transaction;

import io.dbm.core.internal.failure.Causes;
import io.dbm.spi.JoinedSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The layers that take part in a transaction, in the order in which they joined. */
final class Seats {

    private final String title;
    private final Doom doom;
    private final List<Seat> seats = new ArrayList<>();
    private boolean flushing;

    /**
     * Has none yet.
     *
     * @param title names the transaction in errors
     * @param doom is told of a layer that cannot keep up with the others
     */
    Seats(String title, Doom doom) {
        this.title = title;
        this.doom = doom;
    }

    void add(Seat seat) {
        seats.add(seat);
    }

    List<Seat> all() {
        return seats;
    }

    /**
     * Has all layers but one send what they have batched. A layer's batch that is sent meanwhile
     * flushes nothing: the turn of the others comes, or has come.
     */
    void flush(@Nullable Seat except) throws SQLException {
        if (flushing) {
            return;
        }
        flushing = true;
        try {
            for (Seat seat : List.copyOf(seats)) { // one may make another join
                if (seat != except) {
                    seat.session().flush();
                }
            }
        } catch (SQLException | RuntimeException | Error e) {
            doom.layerFailed(e);
            throw batchFailed(e);
        } finally {
            flushing = false;
        }
    }

    /** The statement of one layer must not fail by another layer's exceptions. */
    private SQLException batchFailed(Throwable failure) {
        String state =
                Causes.first(failure, SQLException.class)
                        .map(SQLException::getSQLState)
                        .orElse(null);
        return new SQLException(
                title + ": what had been batched could not be sent: " + failure.getMessage(),
                state,
                failure);
    }

    /** Tells all layers but one that it has run a statement, whatever that did or threw. */
    void statementHasRun(@Nullable Seat by) {
        tell(by, JoinedSession::clearCache);
    }

    /** Tells all layers that a savepoint was rolled back to. */
    void savepointWasReached() {
        tell(null, JoinedSession::rolledBackToSavepoint);
    }

    private void tell(@Nullable Seat except, Consumer<JoinedSession<?>> news) {
        for (Seat seat : List.copyOf(seats)) {
            if (seat != except) {
                try {
                    news.accept(seat.session());
                } catch (RuntimeException | Error e) {
                    doom.layerFailed(e);
                }
            }
        }
    }
}
