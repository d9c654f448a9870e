package io.dbm.provider.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The driver's connection, with what the driver lacks: a limit to a statement's time, a {@link
 * #setReadOnly} that works, and an {@link #abort} that stops what is running.
 *
 * <p>It is a subclass and no wrapper, so that {@code unwrap} and the driver's own API work as ever,
 * and that without a limit its statements are the driver's own.
 */
final class PhysicalConnection extends JDBC4Connection {

    /** None yet when the driver's constructor makes its first statement. */
    private @Nullable QueryTimeout queryTimeout;

    private boolean rolledBack;
    private boolean queryOnly;

    PhysicalConnection(String url, String file, Properties options) throws SQLException {
        super(url, file, options);
    }

    /** Limits the time of every statement that is made from now on. */
    void limitStatements(Duration limit) throws SQLException {
        queryTimeout = new QueryTimeout(this, limit);
        queryTimeout.install();
        setBusyTimeout(getBusyTimeout());
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
        if (queryTimeout == null) {
            return super.prepareStatement(sql, type, concurrency, holdability);
        }
        checkOpen();
        checkCursor(type, concurrency, holdability);
        return new TimedPreparedStatement(this, sql, queryTimeout);
    }

    /** A wait for a lock is part of a statement's time, and SQLite reports no progress from it. */
    @Override
    public void setBusyTimeout(int milliseconds) throws SQLException {
        super.setBusyTimeout(
                queryTimeout == null
                        ? milliseconds
                        : (int) Math.min(milliseconds, queryTimeout.limit().toMillis()));
    }

    /**
     * Finds out whether SQLite rolled the transaction back, as it does when a statement that writes
     * is stopped: if so, what follows must not be committed, least of all each statement by itself.
     */
    void statementWasStopped() throws SQLException {
        if (getAutoCommit()) {
            return;
        }
        try {
            getDatabase()._exec("BEGIN");
            rolledBack = true;
        } catch (SQLException e) {
            // There is no transaction within a transaction: the old one goes on.
        }
    }

    @Override
    public void commit() throws SQLException {
        refuseIfRolledBack();
        super.commit();
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        if (autoCommit) {
            refuseIfRolledBack();
        }
        super.setAutoCommit(autoCommit);
    }

    private void refuseIfRolledBack() throws SQLException {
        if (rolledBack) {
            throw new SQLException(
                    "SQLite rolled the transaction back when a statement in it ran out of time:"
                            + " call rollback(), and run the whole of it again",
                    "40000");
        }
    }

    @Override
    public void rollback() throws SQLException {
        super.rollback();
        rolledBack = false;
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
}
