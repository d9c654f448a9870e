package io.dbm.core.internal.transaction;

import io.dbm.core.internal.database.StatementDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sessions of the access layers in one transaction, each made when it is first asked for. */
final class Sessions {

    private final String connectionName;
    private final Participants participants;
    private final SharedConnection shared;
    private final Map<Participant<?, ?>, Seat> seats = new HashMap<>();
    private @Nullable Seat database;

    Sessions(String connectionName, Participants participants, SharedConnection shared) {
        this.connectionName = connectionName;
        this.participants = participants;
        this.shared = shared;
    }

    <S> S session(Class<S> type) {
        return type.cast(seat(participants.ofSession(type)).session().session());
    }

    <M> M mapper(Class<M> type) {
        return seat(participants.ofMapper(type)).session().mapper(type);
    }

    /** Returns the JDBC connection for {@link io.dbm.Database}, which has a seat of its own. */
    Connection databaseConnection() {
        if (database == null) {
            database = join(participants.ofDatabase(), Transactions.DATABASE);
        }
        return database.session().connection();
    }

    private Seat seat(Participant<?, ?> participant) {
        Seat seat = seats.get(participant);
        if (seat == null) {
            seat = join(participant, participant.id());
            seats.put(participant, seat);
        }
        return seat;
    }

    private Seat join(Participant<?, ?> participant, String layer) {
        try {
            return shared.seat(participant, layer);
        } catch (SQLException e) {
            throw StatementDatabase.failure(connectionName, e);
        }
    }
}
