package io.dbm.core.internal.transaction;

import io.dbm.Database;
import io.dbm.Transaction;
import io.dbm.TransactionFunction;
import io.dbm.TransactionMisuseException;
import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import io.dbm.core.internal.database.StatementDatabase;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What work in a transaction is given: the whole of the transaction, or the part of it from a
 * savepoint on.
 */
final class Scope implements Transaction {

    private final Transactions transactions;
    private final JdbcTransaction transaction;
    private final TransactionOptions options;
    private final @Nullable Scope outer;
    private int connectionsHeld;
    private boolean bound;
    private boolean ended;
    private boolean rollbackOnly;
    private boolean rollbackByJoined;
    private @Nullable Throwable failureOfJoined;

    /**
     * Makes the scope of a whole transaction.
     *
     * @param options with which it was begun
     */
    Scope(Transactions transactions, JdbcTransaction transaction, TransactionOptions options) {
        this(transactions, transaction, options, null);
    }

    private Scope(
            Transactions transactions,
            JdbcTransaction transaction,
            TransactionOptions options,
            @Nullable Scope outer) {
        this.transactions = transactions;
        this.transaction = transaction;
        this.options = options;
        this.outer = outer;
    }

    /**
     * Notes what runs around its work on this thread.
     *
     * @return what to {@link #leave} with
     */
    boolean enter(@Nullable Scope around, boolean bind) {
        boolean wasBound = bound;
        bound = bound || bind || (around != null && around.bound);
        if (connectionsHeld == 0) {
            int held = around == null ? 0 : around.connectionsHeld;
            connectionsHeld = outer == null ? held + 1 : held;
        }
        return wasBound;
    }

    void leave(boolean wasBound) {
        bound = wasBound;
    }

    /** Whether what is called on the connection, on this thread, joins it. */
    boolean isBound() {
        return bound;
    }

    /** Returns when the time of the transaction is over. */
    OptionalLong endOfTime() {
        return transaction.end();
    }

    Grace grace() {
        return transaction.grace();
    }

    /** Returns how many JDBC connections the thread holds for it and for what is around it. */
    int connectionsHeld() {
        return connectionsHeld;
    }

    @Override
    public <S> S session(Class<S> type) {
        check();
        return transaction.sessions().session(type);
    }

    @Override
    public <M> M mapper(Class<M> type) {
        check();
        return transaction.sessions().mapper(type);
    }

    @Override
    public StatementDatabase database() {
        check();
        return new JoinedDatabase();
    }

    @Override
    public void setRollbackOnly() {
        check();
        rollbackOnly = true;
    }

    @Override
    public boolean isRollbackOnly() {
        check();
        return rollbackOnly
                || failureOfJoined != null
                || transaction.isDoomed()
                || (outer != null && outer.isRollbackOnly());
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R inTransaction(
            TransactionOptions asked, TransactionFunction<? super Transaction, R, X> work)
            throws X {
        check();
        return switch (asked.propagation()) {
            case REQUIRES_NEW -> transactions.begin(asked, work);
            case NESTED -> {
                requireThatItSuits(asked);
                yield nested(asked, work);
            }
            case JOINED -> {
                requireThatItSuits(asked);
                yield joined(asked, work);
            }
        };
    }

    private <R extends @Nullable Object, X extends Exception> R joined(
            TransactionOptions asked, TransactionFunction<? super Transaction, R, X> work)
            throws X {
        boolean before = rollbackOnly;
        try {
            return transactions.run(this, asked, work);
        } catch (Throwable e) {
            if (failureOfJoined == null) {
                failureOfJoined = e;
            }
            throw e;
        } finally {
            rollbackByJoined = rollbackByJoined || (rollbackOnly && !before);
        }
    }

    private <R extends @Nullable Object, X extends Exception> R nested(
            TransactionOptions asked, TransactionFunction<? super Transaction, R, X> work)
            throws X {
        Savepoint savepoint = transaction.setSavepoint();
        Scope part = new Scope(transactions, transaction, options, this);
        R result;
        try {
            result = transactions.run(part, asked, work);
            part.ended = true;
            if (!part.rollbackOnly || part.rollbackByJoined) {
                part.requireThatAllSucceeded();
                transaction.requireThatItMayCommit();
                transaction.releaseSavepoint(savepoint);
                return result;
            }
        } catch (Throwable e) {
            part.ended = true;
            rollBackTo(savepoint, e);
            throw e;
        }
        rollBackTo(savepoint, null);
        return result;
    }

    /** If it fails, nothing less than the whole can be undone. */
    private void rollBackTo(Savepoint savepoint, @Nullable Throwable reason) {
        try {
            transaction.rollBackTo(savepoint);
        } catch (RuntimeException | Error e) {
            if (failureOfJoined == null) {
                failureOfJoined = reason == null ? e : reason;
            }
            if (reason == null) {
                throw e;
            }
            if (reason != e) {
                reason.addSuppressed(e);
            }
        }
    }

    /** Ends the whole, by commit or rollback, after its work has returned. */
    void end() {
        ended = true;
        if (rollbackOnly && !rollbackByJoined) {
            transaction.rollBack(null);
            return;
        }
        try {
            requireThatAllSucceeded();
        } catch (TransactionRolledBackException e) {
            transaction.rollBack(e);
            throw e;
        }
        transaction.commit();
    }

    private void requireThatAllSucceeded() {
        if (rollbackByJoined) {
            throw new TransactionRolledBackException(
                    transaction.title()
                            + " was rolled back, since work that had joined it called"
                            + " setRollbackOnly(): run that work with nested() to keep the rest",
                    null);
        }
        if (failureOfJoined != null) {
            throw new TransactionRolledBackException(
                    transaction.title()
                            + " was rolled back, since work that had joined it failed: let its"
                            + " failure through, or run it with nested(); "
                            + failureOfJoined,
                    failureOfJoined);
        }
    }

    private void requireThatItSuits(TransactionOptions asked) {
        if (asked.isolation().isPresent() && !asked.isolation().equals(options.isolation())) {
            throw unsuited("isolation " + asked.isolation().get());
        }
        if (asked.isReadOnly() && !options.isReadOnly()) {
            throw unsuited("read-only");
        }
        if (asked.timeout().isPresent()) {
            throw unsuited("a timeout of its own");
        }
    }

    private TransactionMisuseException unsuited(String what) {
        return new TransactionMisuseException(
                transaction.title()
                        + " cannot be joined with "
                        + what
                        + ": state it where the transaction begins, or use requiresNew()",
                null);
    }

    private void check() {
        transaction.check();
        if (ended) {
            throw new TransactionMisuseException(
                    transaction.title() + ": its nested part has ended with its work", null);
        }
    }

    /** The small SQL face, in this transaction. */
    private final class JoinedDatabase implements StatementDatabase {
        @Override
        public <R> R run(SqlWork<R> work) {
            check();
            try {
                return work.run(transaction.sessions().databaseConnection(), transaction.driver());
            } catch (SQLException e) {
                throw transactions.failure(e);
            }
        }

        @Override
        public <R extends @Nullable Object, X extends Exception> R inTransaction(
                TransactionFunction<? super Database, R, X> work) throws X {
            return Scope.this.<R, X>inTransaction(joined -> work.run(joined.database()));
        }
    }
}
