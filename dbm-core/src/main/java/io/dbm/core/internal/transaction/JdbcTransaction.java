package io.dbm.core.internal.transaction;

import io.dbm.DataAccessException;
import io.dbm.TransactionMisuseException;
import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import io.dbm.UnknownCommitOutcomeException;
import io.dbm.core.internal.database.StatementDatabase;
import io.dbm.core.internal.log.Quoted;
import io.dbm.core.internal.pool.Lease;
import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.JoinedSession;
import io.dbm.spi.TransactionOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction of the database, from the borrowed JDBC connection to its return. */
final class JdbcTransaction {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.connection");

    private final String connectionName;
    private final String title;
    private final TransactionOptions options;
    private final Lease lease;
    private final Connection connection;
    private final @Nullable Deadline deadline;
    private final SharedConnection shared;
    private final Sessions sessions;
    private boolean fit = true;
    private @Nullable TransactionOutcome outcome;

    /**
     * Makes one that is not begun yet.
     *
     * @param deadline of the transaction; none if it has no time limit
     */
    JdbcTransaction(
            String connectionName,
            TransactionOptions options,
            Lease lease,
            Participants participants,
            @Nullable Deadline deadline) {
        this.connectionName = connectionName;
        this.title =
                "connection '"
                        + connectionName
                        + "': the transaction"
                        + options.name().map(name -> " '" + name + "'").orElse("");
        this.options = options;
        this.lease = lease;
        this.connection = lease.connection();
        this.deadline = deadline;
        this.shared = new SharedConnection(title, lease, deadline);
        this.sessions = new Sessions(connectionName, participants, shared);
    }

    /** Begins; if that fails, the JDBC connection is given back. */
    void begin() {
        try {
            if (deadline != null) {
                deadline.start();
            }
            run(this::setUp);
        } catch (SQLException e) {
            rollBack(e);
            throw failure(e);
        } catch (RuntimeException | Error e) {
            rollBack(e);
            throw e;
        }
    }

    private void run(Step step) throws SQLException {
        shared.limited(
                null,
                () -> {
                    step.run();
                    return null;
                });
    }

    private void setUp() throws SQLException {
        if (options.isolation().isPresent()) {
            connection.setTransactionIsolation(options.isolation().get().level());
        }
        if (options.isReadOnly()) {
            setReadOnly();
        }
        connection.setAutoCommit(false);
        if (options.timeout().isPresent()) {
            Duration limit = deadline == null ? Duration.ZERO : deadline.remaining();
            lease.driver().limitTransaction(connection, limit);
        }
    }

    /** To JDBC it is a hint, which a driver may pass over without a word. */
    private void setReadOnly() throws SQLException {
        connection.setReadOnly(true);
        if (!connection.isReadOnly()) {
            throw new SQLFeatureNotSupportedException(
                    title
                            + " cannot be read-only, since its driver passes over that: leave"
                            + " read-only out, or log in as a user who may not write");
        }
    }

    /** Names the transaction at the beginning of an error. */
    String title() {
        return title;
    }

    /** Returns what is known of the driver beneath. */
    JdbcDriver driver() {
        return lease.driver();
    }

    /** Refuses to serve another thread, and after the end. */
    void check() {
        String misuse = shared.misuse();
        if (misuse != null) {
            throw new TransactionMisuseException(misuse, null);
        }
    }

    /** Whether it cannot be committed any more. */
    boolean isDoomed() {
        return shared.doom().isPresent();
    }

    /** Whether it was rolled back in favour of another one, so that running it again may help. */
    boolean hasLost() {
        return outcome == TransactionOutcome.ROLLED_BACK && shared.isLost();
    }

    /** Returns when its time is over, by {@link System#nanoTime()}. */
    OptionalLong end() {
        return deadline == null ? OptionalLong.empty() : OptionalLong.of(deadline.at());
    }

    /** Returns how much longer it may take; a transaction that it waits for shares that. */
    Grace grace() {
        return deadline == null ? new Grace() : deadline.grace();
    }

    /** Returns the sessions of the layers in it. */
    Sessions sessions() {
        check();
        return sessions;
    }

    Savepoint setSavepoint() {
        return get(shared::setSavepoint);
    }

    void releaseSavepoint(Savepoint savepoint) {
        Savepoint unused =
                get(
                        () -> {
                            shared.releaseSavepoint(savepoint);
                            return savepoint;
                        });
    }

    void rollBackTo(Savepoint savepoint) {
        Savepoint unused =
                get(
                        () -> {
                            shared.rollBackTo(savepoint);
                            return savepoint;
                        });
    }

    private <T> T get(Source<T> source) {
        try {
            return source.get();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private DataAccessException failure(SQLException cause) {
        return StatementDatabase.failure(connectionName, cause);
    }

    /** Commits; whatever it throws, the transaction has ended. */
    void commit() {
        try {
            requireThatItMayCommit();
            shared.flush();
            requireThatItMayCommit();
        } catch (SQLException e) {
            rollBack(e);
            throw failure(e);
        } catch (RuntimeException | Error e) {
            rollBack(e);
            throw e;
        }
        shared.end();
        try {
            run(connection::commit);
        } catch (SQLException | RuntimeException | Error e) {
            throw uncommitted(e);
        }
        complete(TransactionOutcome.COMMITTED);
    }

    /** Throws what has doomed the transaction, or the part of it from a savepoint on. */
    void requireThatItMayCommit() {
        Optional<TransactionRolledBackException> doom = shared.doom();
        if (doom.isPresent()) {
            throw doom.get();
        }
    }

    /**
     * A commit that failed is one that the database refused if it still answers; else nobody can
     * tell what it did.
     */
    private RuntimeException uncommitted(Throwable failure) {
        if (failure instanceof SQLException refused
                && lease.classify(refused) != FailureKind.UNREACHABLE
                && !"40003".equals(refused.getSQLState())
                && undo(refused)) {
            complete(TransactionOutcome.ROLLED_BACK);
            return failure(refused);
        }
        fit = false;
        complete(TransactionOutcome.UNKNOWN);
        return new UnknownCommitOutcomeException(
                title
                        + " may have been committed or not, since the JDBC connection failed"
                        + " meanwhile: look at the rows before you run it again; "
                        + failure.getMessage(),
                failure);
    }

    /**
     * Rolls back.
     *
     * @param reason where a failure to do so is noted; none if that was asked for
     */
    void rollBack(@Nullable Throwable reason) {
        shared.end();
        boolean unused = undo(reason);
        complete(TransactionOutcome.ROLLED_BACK);
    }

    /** If it fails, the database rolls back by itself: the connection is closed. */
    private boolean undo(@Nullable Throwable reason) {
        try {
            if (!connection.getAutoCommit()) {
                run(connection::rollback);
            }
            return true;
        } catch (SQLException | RuntimeException | Error e) {
            fit = false;
            if (reason != null && reason != e) {
                reason.addSuppressed(e);
            }
            return false;
        }
    }

    /** The sessions end first: what they close is on the connection, which others borrow next. */
    private void complete(TransactionOutcome how) {
        outcome = how;
        for (Seat seat : shared.seats()) {
            complete(seat.session(), how);
        }
        if (deadline != null) {
            deadline.stop();
            fit = fit && !deadline.hasAborted();
        }
        giveBack();
    }

    /** A layer that fails now, however badly, cannot change how the transaction ended. */
    private void complete(JoinedSession<?> session, TransactionOutcome how) {
        try (session) {
            session.completed(how);
        } catch (Throwable e) {
            log("session_failed", e);
        }
    }

    private void giveBack() {
        if (fit && !shared.isBroken()) {
            try {
                shared.restore();
                lease.giveBack();
                return;
            } catch (SQLException | RuntimeException | Error e) {
                log("not_restored", e);
            }
        }
        lease.evict();
    }

    private void log(String event, Throwable failure) {
        LOG.warn(
                "connection={} event={} reason={}",
                connectionName,
                event,
                Quoted.of(failure.getClass().getName()));
    }

    /** A step on the JDBC connection. */
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }

    /** Gives something, or the error of the database. */
    @FunctionalInterface
    private interface Source<T> {
        T get() throws SQLException;
    }
}
