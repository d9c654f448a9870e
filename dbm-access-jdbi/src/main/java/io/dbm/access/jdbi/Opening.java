package io.dbm.access.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jspecify.annotations.Nullable;

/**
 * One call to open a handle on a given JDBC connection, which Jdbi itself can do only without its
 * plugins: whatever is opened meanwhile, by a plugin, is on the pool as ever.
 */
final class Opening {

    private static final ThreadLocal<@Nullable Opening> CURRENT = new ThreadLocal<>();

    private final Connection joined;
    private boolean taken;
    private @Nullable JoinedTransaction transaction;

    private Opening(Connection joined) {
        this.joined = joined;
    }

    /** Opens a handle on a JDBC connection. */
    static Opened open(Jdbi jdbi, Connection joined) {
        TransactionHandler handler = jdbi.getTransactionHandler();
        if (!(handler instanceof JoinedOrOwn)) { // a customizer may have set another one
            jdbi.setTransactionHandler(new JoinedOrOwn(handler));
        }
        Opening opening = new Opening(joined);
        Opening outer = CURRENT.get(); // a plugin may open a handle in a transaction meanwhile
        CURRENT.set(opening);
        try {
            return new Opened(jdbi.open(), opening.transaction);
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /**
     * A handle on a given JDBC connection.
     *
     * @param transaction that it has joined; none if the JDBC connection is in none
     */
    record Opened(Handle handle, @Nullable JoinedTransaction transaction) {}

    /** Where a {@code Jdbi} gets its JDBC connections from. */
    record PoolOrJoined(DataSource pool) implements ConnectionFactory {
        @Override
        public Connection openConnection() throws SQLException {
            Opening current = CURRENT.get();
            if (current == null || current.taken) {
                return pool.getConnection();
            }
            current.taken = true;
            return current.joined;
        }
    }

    /** How handles run transactions: their own, in the way that Jdbi was told, unless they join. */
    private static final class JoinedOrOwn extends DelegatingTransactionHandler {

        JoinedOrOwn(TransactionHandler own) {
            super(own);
        }

        @Override
        public TransactionHandler specialize(Handle handle) throws SQLException {
            Opening current = CURRENT.get();
            if (current == null || handle.getConnection().getAutoCommit()) {
                return getDelegate().specialize(handle);
            }
            JoinedTransaction joined = new JoinedTransaction(handle);
            current.transaction = joined;
            return joined;
        }
    }
}
