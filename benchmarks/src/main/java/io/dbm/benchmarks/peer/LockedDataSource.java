package io.dbm.benchmarks.peer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.sql.DataSource;

/** A replaceable pool, borrowed from under a read lock. */
public final class LockedDataSource implements BorrowOnly {

    private final Lock borrowing = new ReentrantReadWriteLock().readLock();
    private final DataSource current;

    public LockedDataSource(DataSource pool) {
        current = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        borrowing.lock();
        try {
            return current.getConnection();
        } finally {
            borrowing.unlock();
        }
    }
}
