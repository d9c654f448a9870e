package io.dbm.core.internal.database;

import io.dbm.spi.JdbcSession;
import io.dbm.spi.JdbcSessions;
import java.sql.SQLException;

/** A {@link Database} whose JDBC connections and transactions come from one access layer. */
public final class LayerDatabase<A> implements StatementDatabase {

    private final String name;
    private final JdbcSessions<A> sessions;
    private final A access;

    /** Makes one for a connection of that name. */
    public LayerDatabase(String name, JdbcSessions<A> sessions, A access) {
        this.name = name;
        this.sessions = sessions;
        this.access = access;
    }

    @Override
    public <R> R run(SqlWork<R> work) {
        try (JdbcSession session = sessions.open(access, false)) {
            return work.run(session.connection());
        } catch (SQLException e) {
            throw StatementDatabase.failure(name, e);
        }
    }

    @Override
    public <R, X extends Exception> R inTransaction(TransactionFunction<R, X> work) throws X {
        JdbcSession session;
        try {
            session = sessions.open(access, true);
        } catch (SQLException e) {
            throw StatementDatabase.failure(name, e);
        }
        TransactionDatabase database = new TransactionDatabase(name, session.connection());
        R result;
        try {
            result = work.run(database);
        } catch (Throwable e) {
            database.end();
            rollBack(session, e);
            throw e;
        }
        database.end();
        commit(session);
        return result;
    }

    private void commit(JdbcSession session) {
        try (session) {
            session.commit();
        } catch (SQLException e) {
            throw StatementDatabase.failure(name, e);
        }
    }

    private static void rollBack(JdbcSession session, Throwable reason) {
        try (session) {
            session.rollback();
        } catch (SQLException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /** Says which connection this is; never holds a secret. */
    @Override
    public String toString() {
        return "Database of connection '" + name + "'";
    }
}
