package io.dbm.core.internal.transaction;

import io.dbm.core.internal.failure.Causes;
import io.dbm.spi.JoinedSession;
import io.dbm.spi.TransactionParticipant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * An access layer of one connection that can take part in transactions.
 *
 * @param id its adapter's
 * @param access opens the layer, or returns it
 * @param spi how it makes sessions
 */
public record Participant<A, S>(String id, Supplier<A> access, TransactionParticipant<A, S> spi) {

    /** Makes a session; what the database refused is a SQLException, however the layer wraps it. */
    JoinedSession<S> join(Connection connection) throws SQLException {
        A layer = access.get();
        try {
            return spi.join(layer, connection);
        } catch (RuntimeException e) {
            throw Causes.first(e, SQLException.class)
                    .map(refused -> saysMore(e) ? wrapped(e, refused) : refused)
                    .orElseThrow(() -> e);
        }
    }

    /** A layer that only passes on what it caught takes its text. */
    private static boolean saysMore(RuntimeException failure) {
        return !String.valueOf(failure.getCause()).equals(failure.getMessage());
    }

    private static SQLException wrapped(RuntimeException failure, SQLException refused) {
        return new SQLException(failure.getMessage(), refused.getSQLState(), failure);
    }

    /** Whether it knows a mapper; a layer that cannot be opened knows none. */
    public boolean offersMapper(Class<?> type) {
        try {
            return spi.offersMapper(access.get(), type);
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }
}
