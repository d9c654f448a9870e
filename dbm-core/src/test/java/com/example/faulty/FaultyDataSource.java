package com.example.faulty;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source that delays and refuses as its faults say, and counts what it opens. */
final class FaultyDataSource implements DataSource {

    private final DataSource target;
    private final FaultyProvider.Faults faults;

    FaultyDataSource(DataSource target, FaultyProvider.Faults faults) {
        this.target = target;
        this.faults = faults;
    }

    @Override
    public Connection getConnection() throws SQLException {
        faults.attempts.incrementAndGet();
        try {
            Thread.sleep(faults.delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
        if (faults.refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new SQLException(faults.refusal, faults.refusalState);
        }
        return CountedConnection.of(target.getConnection(), faults);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        if (faults.password.filter(right -> !right.equals(password)).isPresent()) {
            throw new SQLException(faults.wrongPassword.apply(password), "28000");
        }
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return target.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        target.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        target.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return target.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return target.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return target.isWrapperFor(type);
    }
}
