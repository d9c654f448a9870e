package io.dbm.access.jdbi;

import io.dbm.spi.TransactionOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.LocalTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a handle that has joined one of dbm's, which alone ends it: what asks whether
 * there is one is told so, and what would end it is refused.
 */
final class JoinedTransaction implements TransactionHandler {

    private final TransactionHandler local;
    private @Nullable TransactionOutcome outcome;

    JoinedTransaction(Handle handle) throws SQLException {
        this.local = LocalTransactionHandler.binding().specialize(handle);
    }

    /** Has Jdbi run what was put off until then; where nobody knows the outcome, nothing. */
    void end(Handle handle, TransactionOutcome outcome) {
        this.outcome = outcome;
        try {
            switch (outcome) {
                case COMMITTED -> handle.commit();
                case ROLLED_BACK -> handle.rollback();
                case UNKNOWN -> {}
            }
        } finally {
            this.outcome = null;
        }
    }

    @Override
    public void begin(Handle handle) {}

    @Override
    public void commit(Handle handle) {
        if (outcome != TransactionOutcome.COMMITTED) {
            throw refused(handle.getConnection(), Connection::commit);
        }
    }

    @Override
    public void rollback(Handle handle) {
        if (outcome != TransactionOutcome.ROLLED_BACK) {
            throw refused(handle.getConnection(), Connection::rollback);
        }
    }

    /** Returns the error with which the JDBC connection refuses to end the transaction. */
    private static TransactionException refused(Connection connection, End end) {
        try {
            end.run(connection);
            throw new IllegalStateException("the JDBC connection let a session end it");
        } catch (SQLException e) {
            return new TransactionException(e.getMessage(), e);
        }
    }

    @Override
    public boolean isInTransaction(Handle handle) {
        return local.isInTransaction(handle);
    }

    @Override
    public void savepoint(Handle handle, String name) {
        local.savepoint(handle, name);
    }

    @Override
    public void rollbackToSavepoint(Handle handle, String name) {
        local.rollbackToSavepoint(handle, name);
    }

    @Override
    public void releaseSavepoint(Handle handle, String name) {
        local.releaseSavepoint(handle, name);
    }

    @Override
    public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> work)
            throws X {
        return work.withHandle(handle);
    }

    /** Jdbi itself has compared the isolation with that of the transaction. */
    @Override
    public <R, X extends Exception> R inTransaction(
            Handle handle, TransactionIsolationLevel isolation, HandleCallback<R, X> work)
            throws X {
        return work.withHandle(handle);
    }

    /** A way to end a transaction. */
    @FunctionalInterface
    private interface End {
        void run(Connection connection) throws SQLException;
    }
}
