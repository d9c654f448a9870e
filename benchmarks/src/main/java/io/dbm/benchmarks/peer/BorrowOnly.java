package io.dbm.benchmarks.peer;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A {@link DataSource} with nothing but {@link #getConnection()}. */
@FunctionalInterface
public interface BorrowOnly extends DataSource {

    private static SQLFeatureNotSupportedException unsupported() {
        return new SQLFeatureNotSupportedException("only getConnection() is there");
    }

    @Override
    default Connection getConnection(String user, String password) throws SQLException {
        throw unsupported();
    }

    @Override
    default PrintWriter getLogWriter() throws SQLException {
        throw unsupported();
    }

    @Override
    default void setLogWriter(PrintWriter out) throws SQLException {
        throw unsupported();
    }

    @Override
    default int getLoginTimeout() {
        return 0;
    }

    @Override
    default void setLoginTimeout(int seconds) throws SQLException {
        throw unsupported();
    }

    @Override
    default Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw unsupported();
    }

    @Override
    default <T> T unwrap(Class<T> type) throws SQLException {
        throw unsupported();
    }

    @Override
    default boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
