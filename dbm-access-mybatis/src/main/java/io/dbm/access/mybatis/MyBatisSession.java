package io.dbm.access.mybatis;

import io.dbm.spi.JdbcSession;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;

/**
 * A JDBC connection borrowed through a MyBatis session.
 *
 * <p>MyBatis knows nothing of statements that run on the JDBC connection itself, and without being
 * forced would neither commit nor roll them back; closing the session would even commit them.
 */
final class MyBatisSession implements JdbcSession {

    private final SqlSession session;
    private final Connection connection;
    private boolean inTransaction;

    private MyBatisSession(SqlSession session, boolean transaction) {
        this.session = session;
        this.connection = session.getConnection();
        this.inTransaction = transaction;
    }

    static MyBatisSession open(SqlSessionFactory factory, boolean transaction) throws SQLException {
        SqlSession session = factory.openSession(!transaction);
        try {
            return new MyBatisSession(session, transaction);
        } catch (PersistenceException e) {
            try (session) {
                throw sqlExceptionIn(e);
            }
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void commit() throws SQLException {
        try {
            session.commit(true);
            inTransaction = false;
        } catch (PersistenceException e) {
            throw sqlExceptionIn(e);
        }
    }

    @Override
    public void rollback() throws SQLException {
        try {
            session.rollback(true);
            inTransaction = false;
        } catch (PersistenceException e) {
            throw sqlExceptionIn(e);
        }
    }

    @Override
    public void close() throws SQLException {
        try (session) {
            if (inTransaction) {
                rollback();
            }
        }
    }

    /**
     * Returns what the driver or the pool threw; MyBatis' own complaints are thrown as they are.
     */
    private static SQLException sqlExceptionIn(PersistenceException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return found;
            }
        }
        throw failure;
    }
}
