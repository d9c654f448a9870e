package io.dbm.core.internal.transaction;

import io.dbm.TransactionRolledBackException;
import io.dbm.core.internal.pool.Lease;
import io.dbm.core.internal.statement.WatchedStatements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC connection of a transaction, shared by the layers that take part: before a statement of
 * one, the others send what they have batched, and after it they drop what they have cached.
 *
 * <p>Used by the thread that made it; {@link #isEnded} and {@link #check} by any.
 */
final class SharedConnection {

    private final String title;
    private final Connection real;
    private final @Nullable Deadline deadline;
    private final Doom doom;
    private final ChangedSession changed;
    private final Thread owner = Thread.currentThread();
    private final Seats seats;
    private final WatchedStatements.@Nullable Borrowed statements;
    private final Object cancelling = new Object();
    private volatile boolean ended;
    private boolean statementsHaveRun;

    /**
     * Shares what was borrowed.
     *
     * @param title names the transaction in errors
     */
    SharedConnection(String title, Lease lease, @Nullable Deadline deadline) {
        this.title = title;
        this.real = lease.connection();
        this.deadline = deadline;
        this.doom = new Doom(lease);
        this.changed = new ChangedSession(lease);
        this.seats = new Seats(title, doom);
        this.statements = lease.statements();
    }

    Connection real() {
        return real;
    }

    /** Returns the sessions of the layers that take part. */
    List<Seat> seats() {
        return seats.all();
    }

    /**
     * Lets a layer take part.
     *
     * @param layer what its statements are said to come through
     */
    Seat seat(Participant<?, ?> participant, String layer) throws SQLException {
        Seat seat = new Seat(this, layer);
        boolean late = statementsHaveRun;
        seat.join(participant);
        seats.add(seat);
        if (late) {
            seat.session().clearCache();
        }
        return seat;
    }

    boolean isEnded() {
        return ended;
    }

    /** Refuses all further use. */
    void end() {
        synchronized (cancelling) {
            ended = true;
        }
    }

    /**
     * Cancels a statement, from any thread. After the end nothing is left to cancel: the connection
     * runs other people's statements by then.
     */
    @Nullable Object cancel(Call call) throws SQLException {
        synchronized (cancelling) {
            return ended ? null : call.run();
        }
    }

    /** Whether the JDBC connection is of no use any more. */
    boolean isBroken() {
        return doom.isBroken();
    }

    /** Whether the transaction has lost against another one. */
    boolean isLost() {
        return doom.isLost();
    }

    /** Returns the error that the transaction cannot be committed, if it cannot. */
    Optional<TransactionRolledBackException> doom() {
        if (deadline != null && deadline.hasPassed()) {
            return Optional.of(rolledBack(overtime() + ", and was rolled back", null));
        }
        Optional<String> reason = doom.reason();
        if (reason.isEmpty() && isCutOff()) {
            reason = Optional.of("its JDBC connection was closed");
        }
        return reason.map(why -> rolledBack(title + " was rolled back: " + why, doom.cause()));
    }

    private static TransactionRolledBackException rolledBack(
            String message, @Nullable Throwable cause) {
        return new TransactionRolledBackException(message, cause);
    }

    /** Whether somebody has closed the physical connection, as a pool does that is shut down. */
    private boolean isCutOff() {
        try {
            return real.isClosed() || real.unwrap(Connection.class).isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Refuses to serve another thread, and after the end. */
    void check() throws SQLException {
        String misuse = misuse();
        if (misuse != null) {
            throw new SQLException(misuse, "25000");
        }
    }

    /** Says why the transaction cannot be used here and now, if it cannot. */
    @Nullable String misuse() {
        if (ended) {
            return title + " has ended: what comes from it can be used until its work returns";
        }
        Thread user = Thread.currentThread();
        return user == owner
                ? null
                : title
                        + " belongs to thread '"
                        + owner.getName()
                        + "' and was used by thread '"
                        + user.getName()
                        + "': let that one have a transaction of its own";
    }

    /** Returns the error that only dbm ends the transaction. */
    SQLException refusal(String what) throws SQLException {
        check();
        return new SQLException(
                title
                        + " ends with its work, and not by "
                        + what
                        + " on a session: return to commit, throw or call setRollbackOnly() to roll"
                        + " back; isolation and read-only are stated in TransactionOptions",
                "2D000");
    }

    /** Refuses a statement that would end the transaction. */
    void checkText(@Nullable Object sql) throws SQLException {
        check();
        if (sql instanceof String text) {
            Optional<String> ending = TransactionSql.ending(text);
            if (ending.isPresent()) {
                throw refusal(ending.get());
            }
            if (TransactionSql.isMarking(text)) {
                requireSavepointsToBeOfUse();
            }
        }
    }

    /** Runs a statement of one layer. */
    @Nullable Object statement(Seat by, Statement statement, Call call) throws SQLException {
        check();
        seats.flush(by);
        statementsHaveRun = true;
        try {
            return limited(statement, statements == null ? call : watched(statements, by, call));
        } finally {
            seats.statementHasRun(by);
        }
    }

    /** Calls the JDBC connection itself for a layer, which may prepare a statement. */
    @Nullable Object onConnection(Seat by, Call call) throws SQLException {
        return limited(null, statements == null ? call : watched(statements, by, call));
    }

    /** The statements of one layer may make those of another run. */
    private static Call watched(WatchedStatements.Borrowed statements, Seat by, Call call) {
        return () -> {
            String before = statements.enter(by.layer());
            try {
                return call.run();
            } finally {
                statements.enter(before);
            }
        };
    }

    /** Runs a statement of one layer that rolls back to a savepoint. */
    @Nullable Object undoing(Seat by, Statement statement, Call call) throws SQLException {
        check();
        try {
            Object result =
                    limited(statement, statements == null ? call : watched(statements, by, call));
            doom.savepointWasReached();
            return result;
        } finally {
            seats.savepointWasReached();
        }
    }

    /** Fetches rows, which may take long. */
    @Nullable Object fetch(ResultSet rows, Call call) throws SQLException {
        check();
        return deadline == null ? watched(call) : limited(rows.getStatement(), call);
    }

    /** Runs something that is not a layer's statement: a savepoint, or the end. */
    @Nullable Object limited(@Nullable Statement statement, Call call) throws SQLException {
        if (deadline == null) {
            return watched(call);
        }
        if (statement != null && deadline.hasPassed()) {
            throw timeout(null);
        }
        try {
            return deadline.during(statement, () -> watched(call));
        } catch (SQLException e) {
            throw statement != null && deadline.hasPassed() ? timeout(e) : e;
        }
    }

    /** Runs anything on the connection, and notes if that breaks, whoever hears of it. */
    @Nullable Object watched(Call call) throws SQLException {
        try {
            return call.run();
        } catch (SQLException e) {
            doom.failed(e);
            throw e;
        }
    }

    private SQLTimeoutException timeout(@Nullable SQLException cause) {
        return new SQLTimeoutException(overtime(), "HYT00", cause);
    }

    private String overtime() {
        return title + " ran for longer than " + Objects.requireNonNull(deadline).limit();
    }

    /** Has all layers send what they have batched. */
    void flush() throws SQLException {
        seats.flush(null);
    }

    /**
     * Sets a savepoint. Not after a failure that has doomed the whole: to roll back to it would
     * undo less than was lost.
     */
    @Nullable Object setSavepoint(Call call) throws SQLException {
        check();
        requireSavepointsToBeOfUse();
        flush();
        return limited(null, call);
    }

    private void requireSavepointsToBeOfUse() throws SQLException {
        Optional<String> reason = doom.reason();
        if (reason.isPresent()) {
            throw new SQLException(
                    title + " takes no savepoint any more: " + reason.get(), "25P02", doom.cause());
        }
    }

    Savepoint setSavepoint() throws SQLException {
        return (Savepoint) Objects.requireNonNull(setSavepoint(real::setSavepoint));
    }

    /** Has all layers send what they have batched, and releases a savepoint. */
    @Nullable Object releaseSavepoint(Call call) throws SQLException {
        check();
        flush();
        return limited(null, call);
    }

    /** Has all layers send what they have batched, and forgets a savepoint where that is needed. */
    void releaseSavepoint(Savepoint savepoint) throws SQLException {
        try {
            Object unused =
                    releaseSavepoint(
                            () -> {
                                real.releaseSavepoint(savepoint);
                                return null;
                            });
        } catch (SQLFeatureNotSupportedException e) {
            // it is forgotten at the end
        }
    }

    /** Rolls back to a savepoint, and has every layer drop what it has batched and cached. */
    void rollBackTo(Savepoint savepoint) throws SQLException {
        check();
        try {
            limited(
                    null,
                    () -> {
                        real.rollback(savepoint);
                        return null;
                    });
            doom.savepointWasReached();
        } finally {
            seats.savepointWasReached();
        }
    }

    void schemaWillChange() throws SQLException {
        check();
        changed.schemaWillChange();
    }

    void catalogWillChange() throws SQLException {
        check();
        changed.catalogWillChange();
    }

    /** Undoes what the pool does not undo when the connection goes back to it. */
    void restore() throws SQLException {
        changed.restore();
    }
}
