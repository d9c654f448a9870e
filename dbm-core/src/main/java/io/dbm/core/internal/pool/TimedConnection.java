package io.dbm.core.internal.pool;

import io.dbm.core.internal.handle.JdbcCall;
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
 * A JDBC connection whose use is measured, from when it was borrowed until it is given back or cut
 * off.
 *
 * <p>It is a proxy, as others of dbm are. Its statements are the pool's own: their {@code
 * getConnection()} returns what is beneath, and what is given back by that is not measured.
 */
final class TimedConnection implements InvocationHandler {

    private final Connection real;
    private final long since;
    private final BorrowListener listener;
    private final AtomicBoolean isBack = new AtomicBoolean();

    private TimedConnection(Connection real, long since, BorrowListener listener) {
        this.real = real;
        this.since = since;
        this.listener = listener;
    }

    /** Measures the use of what was borrowed at that time, by {@link System#nanoTime()}. */
    static Connection of(Connection real, long since, BorrowListener listener) {
        return (Connection)
                Proxy.newProxyInstance(
                        TimedConnection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        new TimedConnection(real, since, listener));
    }

    /** Ends the use of one that was made here, and returns what is beneath. */
    static Connection taken(Connection connection) {
        if (Proxy.isProxyClass(connection.getClass())
                && Proxy.getInvocationHandler(connection) instanceof TimedConnection timed) {
            timed.end();
            return timed.real;
        }
        return connection;
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
            default -> JdbcCall.run(real, method, arguments);
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
}
