package io.dbm.provider.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The driver's connection, with what the driver lacks: a limit to a statement's time, statements
 * that do not run with values missing, a {@link #setReadOnly} that works, and an {@link #abort}
 * that stops what is running.
 *
 * <p>It is a subclass and no wrapper, so that {@code unwrap} and the driver's own API work as ever.
 */
final class PhysicalConnection extends JDBC4Connection {

    /** None yet when the driver's constructor makes its first statement. */
    private volatile @Nullable QueryTimeout queryTimeout;

    /** What the limit of the transaction under way stands in for; none while there is no such. */
    private @Nullable Suspended suspended;

    /** As it was asked for, whatever the limit of a statement makes of it. */
    private int busyTimeout;

    private boolean rolledBack;
    private boolean hasEnded = true;
    private boolean waits = true;
    private boolean queryOnly;

    PhysicalConnection(String url, String file, Properties options) throws SQLException {
        super(url, file, options);
        busyTimeout = getBusyTimeout();
    }

    /** Limits the time of every statement that is made from now on. */
    void limitStatements(Duration limit) throws SQLException {
        queryTimeout = QueryTimeout.ofStatements(this, limit);
        queryTimeout.install();
        boundWaits();
    }

    /** Limits the transaction that has just begun, in place of each of its statements. */
    void limitTransaction(Duration limit) throws SQLException {
        suspended = new Suspended(queryTimeout);
        use(limit.isZero() ? null : QueryTimeout.ofTransaction(this, limit));
    }

    /** Stops the statement that runs, from another thread; what follows is not stopped. */
    void stopStatement() {
        QueryTimeout limit = queryTimeout;
        if (limit != null) {
            limit.stop();
        }
    }

    private void endTransactionLimit() throws SQLException {
        Suspended before = suspended;
        if (before != null) {
            suspended = null;
            use(before.queryTimeout());
        }
    }

    private void use(@Nullable QueryTimeout next) throws SQLException {
        if (next != null) {
            next.install();
        } else if (queryTimeout != null) {
            queryTimeout.uninstall();
        }
        queryTimeout = next;
        boundWaits();
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability)
            throws SQLException {
        if (queryTimeout == null) {
            return super.createStatement(type, concurrency, holdability);
        }
        checkOpen();
        checkCursor(type, concurrency, holdability);
        return new TimedStatement(this, queryTimeout);
    }

    @Override
    public PreparedStatement prepareStatement(
            String sql, int type, int concurrency, int holdability) throws SQLException {
        checkOpen();
        checkCursor(type, concurrency, holdability);
        if (Statements.areSeveral(sql)) {
            throw new SQLSyntaxErrorException(
                    "SQLite prepares one statement at a time, and would pass over what follows the"
                            + " first: run each by itself",
                    "42601");
        }
        return queryTimeout == null
                ? new CompletePreparedStatement(this, sql)
                : new TimedPreparedStatement(this, sql, queryTimeout);
    }

    @Override
    public void setBusyTimeout(int milliseconds) throws SQLException {
        busyTimeout = milliseconds;
        boundWaits();
    }

    /** A wait for a lock is part of a statement's time, and SQLite reports no progress from it. */
    void boundWaits() throws SQLException {
        super.setBusyTimeout(
                queryTimeout == null
                        ? busyTimeout
                        : (int) Math.min(busyTimeout, queryTimeout.remaining().toMillis()));
    }

    /**
     * Finds out whether SQLite has rolled the transaction back when a statement failed, as it does
     * when one that writes is stopped, a disk is full or a trigger says so: then what follows must
     * not be committed, least of all each statement by itself.
     */
    boolean wasRolledBack() throws SQLException {
        if (getAutoCommit() || rolledBack) {
            return rolledBack;
        }
        try {
            getDatabase()._exec("BEGIN");
            rolledBack = true;
        } catch (SQLException e) {
            // There is no transaction within a transaction: the old one goes on.
        }
        return rolledBack;
    }

    @Override
    public void commit() throws SQLException {
        refuseIfRolledBack();
        end(super::commit);
    }

    @Override
    public void rollback() throws SQLException {
        end(super::rollback);
        rolledBack = false;
    }

    /**
     * Ends the transaction, after which the driver begins the next one at once. Where that is to
     * lock the database from its beginning, it may fail to; which must neither take long nor be
     * taken for a failure to end, and leaves a transaction that locks when it comes to write.
     */
    private void end(End driver) throws SQLException {
        hasEnded = false;
        if (queryTimeout != null) {
            queryTimeout.goOn();
        }
        try {
            driver.end();
        } catch (SQLException e) {
            if (!hasEnded) {
                throw e;
            }
            getDatabase()._exec("BEGIN");
        } finally {
            if (!waits) {
                waits = true;
                boundWaits();
            }
        }
        endTransactionLimit();
    }

    /** Asked for by the driver between the end of one transaction and the beginning of the next. */
    @Override
    protected String transactionPrefix() {
        String begin = super.transactionPrefix();
        if (!hasEnded && !begin.equalsIgnoreCase("begin;")) {
            doNotWait();
        }
        hasEnded = true;
        return begin;
    }

    private void doNotWait() {
        try {
            super.setBusyTimeout(0);
            waits = false;
        } catch (SQLException e) {
            // it will wait
        }
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        if (autoCommit) {
            refuseIfRolledBack();
        }
        try {
            super.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            if (!autoCommit) { // the driver takes a transaction for begun that was refused
                getConnectionConfig().setAutoCommit(true);
            }
            throw e;
        }
        if (autoCommit) {
            endTransactionLimit();
        }
    }

    private void refuseIfRolledBack() throws SQLException {
        if (rolledBack) {
            throw new SQLException(
                    "SQLite rolled the transaction back when a statement in it failed:"
                            + " call rollback(), and run the whole of it again",
                    "40000");
        }
    }

    /** SQLite's transactions are serializable, which is as good as what lies between. */
    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        boolean less = level == TRANSACTION_READ_COMMITTED || level == TRANSACTION_REPEATABLE_READ;
        super.setTransactionIsolation(less ? TRANSACTION_SERIALIZABLE : level);
    }

    /** The driver throws, even at what it is already; SQLite itself can. */
    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        getDatabase()._exec("PRAGMA query_only = " + readOnly);
        queryOnly = readOnly;
    }

    @Override
    public boolean isReadOnly() {
        return queryOnly || super.isReadOnly();
    }

    /** Stops the statement that runs, if any, and closes; the driver's own method does nothing. */
    @Override
    public void abort(Executor executor) {
        executor.execute(
                () -> {
                    try (this) {
                        if (!isClosed()) {
                            getDatabase().interrupt();
                        }
                    } catch (SQLException e) {
                        // It is of no use any more, and nobody is left to tell.
                    }
                });
    }

    /** A limit that does not hold for the time of one transaction. */
    private record Suspended(@Nullable QueryTimeout queryTimeout) {}

    /** The driver's way to end a transaction. */
    @FunctionalInterface
    private interface End {
        void end() throws SQLException;
    }
}
