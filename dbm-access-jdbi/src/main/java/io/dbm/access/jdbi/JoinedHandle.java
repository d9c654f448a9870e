package io.dbm.access.jdbi;

import io.dbm.access.jdbi.Opening.Opened;
import io.dbm.spi.JoinedSession;
import io.dbm.spi.TransactionOutcome;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A Jdbi handle on a JDBC connection that it shares with other access layers. Jdbi batches and
 * caches nothing, so there is nothing to tell it of them.
 */
final class JoinedHandle implements JoinedSession<Handle> {

    private final Jdbi jdbi;
    private final Connection joined;
    private final List<Opened> closed = new ArrayList<>();
    private Opened current;

    JoinedHandle(Jdbi jdbi, Connection joined) {
        this.jdbi = jdbi;
        this.joined = joined;
        this.current = Opening.open(jdbi, joined);
    }

    /** Returns another one if the former was closed, which Jdbi lets nobody prevent. */
    @Override
    public Handle session() {
        if (current.handle().isClosed()) {
            closed.add(current);
            current = Opening.open(jdbi, joined);
        }
        return current.handle();
    }

    @Override
    public Connection connection() {
        return session().getConnection();
    }

    @Override
    public <M> M mapper(Class<M> type) {
        return session().attach(type);
    }

    @Override
    public void completed(TransactionOutcome outcome) {
        List<Opened> all = new ArrayList<>(closed);
        all.add(current);
        complete(all, outcome);
    }

    /** Whatever one of them throws, the others are completed too. */
    private static void complete(List<Opened> handles, TransactionOutcome outcome) {
        if (handles.isEmpty()) {
            return;
        }
        try {
            Opened first = handles.get(0);
            if (first.transaction() != null) {
                first.transaction().end(first.handle(), outcome);
            }
        } finally {
            complete(handles.subList(1, handles.size()), outcome);
        }
    }

    @Override
    public void close() {
        current.handle().close();
    }
}
