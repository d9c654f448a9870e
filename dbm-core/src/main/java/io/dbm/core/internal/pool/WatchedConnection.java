package io.dbm.core.internal.pool;

import io.dbm.core.internal.handle.JdbcCall;
import io.dbm.core.internal.statement.WatchedStatements;
import io.dbm.spi.BorrowListener;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC connection that is watched from when it was borrowed until it is given back or cut off.
 *
 * <p>It is a proxy, as others of dbm are. Where its statements are not watched they are the pool's
 * own: their {@code getConnection()} returns what is beneath, and if that is closed the end of the
 * use is not seen.
 */
final class WatchedConnection implements InvocationHandler {

    private final Connection real;
    private final long since;
    private final BorrowListener listener;
    private final WatchedStatements.@Nullable Borrowed statements;
    private final AtomicBoolean isBack = new AtomicBoolean();

    private WatchedConnection(
            Connection real,
            long since,
            BorrowListener listener,
            WatchedStatements.@Nullable Borrowed statements) {
        this.real = real;
        this.since = since;
        this.listener = listener;
        this.statements = statements;
    }

    /**
     * Watches what was borrowed.
     *
     * @param since when that was, by {@link System#nanoTime()}
     * @param statements of it; none if they are not watched
     */
    static Connection of(
            Connection real,
            long since,
            BorrowListener listener,
            WatchedStatements.@Nullable Borrowed statements) {
        return (Connection)
                Proxy.newProxyInstance(
                        WatchedConnection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        new WatchedConnection(real, since, listener, statements));
    }

    /** Ends the use of one that was made here, and returns what is beneath. */
    static Connection taken(Connection connection) {
        WatchedConnection watched = behind(connection);
        if (watched == null) {
            return connection;
        }
        watched.end();
        return watched.real;
    }

    /** Returns the statements of one that was made here, if they are watched. */
    static WatchedStatements.@Nullable Borrowed statements(Connection connection) {
        WatchedConnection watched = behind(connection);
        return watched == null ? null : watched.statements;
    }

    private static @Nullable WatchedConnection behind(Connection connection) {
        return Proxy.isProxyClass(connection.getClass())
                        && Proxy.getInvocationHandler(connection) instanceof WatchedConnection made
                ? made
                : null;
    }

    private void end() {
        if (isBack.compareAndSet(false, true)) {
            listener.givenBack(Duration.ofNanos(System.nanoTime() - since));
        }
    }

    @Override
    public @Nullable Object invoke(
            Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        return switch (method.getName()) {
            case "close", "abort" -> ended(method, arguments);
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> watched((Connection) self, method, arguments);
        };
    }

    /** Giving back is part of the use: it may have to roll back. */
    private @Nullable Object ended(Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        try {
            return JdbcCall.run(real, method, arguments);
        } finally {
            end();
        }
    }

    private @Nullable Object watched(
            Connection self, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        if (statements == null) {
            return JdbcCall.run(real, method, arguments);
        }
        long start = System.nanoTime();
        try {
            Object result = JdbcCall.run(real, method, arguments);
            return statements.watch(self, method, arguments, result);
        } catch (SQLException e) {
            statements.failed(method, arguments, Duration.ofNanos(System.nanoTime() - start), e);
            throw e;
        }
    }
}
