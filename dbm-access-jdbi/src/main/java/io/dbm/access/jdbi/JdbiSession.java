package io.dbm.access.jdbi;

import io.dbm.spi.JdbcSession;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** A JDBC connection borrowed through a Jdbi handle, so that all of Jdbi's plugins have had it. */
final class JdbiSession implements JdbcSession {

    private final Handle handle;

    private JdbiSession(Handle handle) {
        this.handle = handle;
    }

    static JdbiSession open(Jdbi jdbi, boolean transaction) throws SQLException {
        try {
            Handle handle = jdbi.open();
            return new JdbiSession(transaction ? begin(handle) : handle);
        } catch (JdbiException e) {
            throw sqlExceptionIn(e);
        }
    }

    private static Handle begin(Handle handle) {
        try {
            return handle.begin();
        } catch (RuntimeException e) {
            try (handle) {
                throw e;
            }
        }
    }

    @Override
    public Connection connection() {
        return handle.getConnection();
    }

    @Override
    public void commit() throws SQLException {
        try {
            handle.commit();
        } catch (JdbiException e) {
            throw sqlExceptionIn(e);
        }
    }

    @Override
    public void rollback() throws SQLException {
        try {
            handle.rollback();
        } catch (JdbiException e) {
            throw sqlExceptionIn(e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The rollback is asked for: Jdbi rolls back on its own too, but then throws, for it takes
     * an open transaction for a mistake.
     */
    @Override
    public void close() throws SQLException {
        try (handle) {
            if (handle.isInTransaction()) {
                handle.rollback();
            }
        } catch (JdbiException e) {
            throw sqlExceptionIn(e);
        }
    }

    /** Returns what the driver or the pool threw; Jdbi's own complaints are thrown as they are. */
    private static SQLException sqlExceptionIn(JdbiException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return found;
            }
        }
        throw failure;
    }
}
