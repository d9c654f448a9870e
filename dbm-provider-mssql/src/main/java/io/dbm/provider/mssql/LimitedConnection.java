package io.dbm.provider.mssql;

import io.dbm.provider.mssql.internal.RawSockets;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A physical connection whose transaction can have a limit of its own: the driver gives each
 * statement the query timeout of the connection, which cannot be changed once it is open.
 *
 * <p>It also keeps {@code isValid}, {@code abort} and {@code close} from waiting for a server that
 * cannot be heard any more, and refuses what the driver would pass over: to set a schema, and to be
 * read-only. To release a savepoint, which the driver refuses, does nothing.
 */
final class LimitedConnection implements InvocationHandler {

    /** What {@link Connection#unwrap} gives of such a physical connection. */
    interface TransactionLimit {
        /** Gives the statements from now on, until the transaction ends, a limit; zero is none. */
        void limitTransaction(Duration limit);
    }

    private final Connection physical;
    private final RawSockets sockets;
    private final StatementWatch watch = new StatementWatch();
    private volatile @Nullable Duration limit;

    private LimitedConnection(Connection physical, RawSockets sockets) {
        this.physical = physical;
        this.sockets = sockets;
    }

    /**
     * Returns it with all of this.
     *
     * @param sockets that it stands on, as far as they are known
     */
    static Connection around(Connection physical, RawSockets sockets) {
        return (Connection)
                Proxy.newProxyInstance(
                        LimitedConnection.class.getClassLoader(),
                        new Class<?>[] {Connection.class, TransactionLimit.class},
                        new LimitedConnection(physical, sockets));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Object first = arguments == null ? null : arguments[0];
        String name = method.getName();
        if (name.equals("commit")
                || name.equals("setAutoCommit")
                || (name.equals("rollback") && first == null)) { // else it is one to a savepoint
            limit = null;
        }
        return switch (name) {
            case "limitTransaction" -> {
                limit = (Duration) first;
                yield null;
            }
            case "unwrap" -> isOf(first, proxy) ? proxy : call(method, arguments);
            case "isWrapperFor" -> isOf(first, proxy) || physical.isWrapperFor((Class<?>) first);
            case "equals" -> proxy == first;
            case "hashCode" -> System.identityHashCode(proxy);
            case "close" -> {
                watch.close();
                try (CutOff cutOff = new CutOff(sockets)) {
                    yield call(method, arguments);
                }
            }
            case "abort" -> {
                watch.close();
                yield first instanceof Executor executor
                        ? abort(executor)
                        : call(method, arguments);
            }
            case "isValid" -> first instanceof Integer seconds && isValid(seconds);
            case "releaseSavepoint" -> null; // the server forgets it when the transaction ends
            case "setSchema" ->
                    throw new SQLFeatureNotSupportedException(
                            "SQL Server has no schema of a session: write it before the name, or"
                                    + " set the user's with ALTER USER … WITH DEFAULT_SCHEMA");
            case "setReadOnly" -> {
                if (Boolean.TRUE.equals(first)) {
                    throw new SQLFeatureNotSupportedException(
                            "SQL Server has no read-only transactions: leave read-only out, or log"
                                    + " in as a user who may not write");
                }
                yield call(method, arguments);
            }
            default -> limited(call(method, arguments));
        };
    }

    private @Nullable Object abort(Executor executor) throws SQLException {
        AtomicBoolean handedOver = new AtomicBoolean();
        physical.abort(
                closing -> {
                    handedOver.set(true);
                    executor.execute(() -> cutOff(closing));
                });
        if (!handedOver.get()) { // it is closed
            sockets.close();
        }
        return null;
    }

    private void cutOff(Runnable closing) {
        try (CutOff cutOff = new CutOff(sockets)) {
            closing.run();
        }
    }

    private static boolean isOf(@Nullable Object type, Object proxy) {
        return type instanceof Class<?> known && known.isInstance(proxy);
    }

    private @Nullable Object limited(@Nullable Object result) throws SQLException {
        if (!(result instanceof Statement statement)) {
            return result;
        }
        Duration now = limit;
        if (now != null) {
            statement.setQueryTimeout(Timeouts.seconds(now));
        }
        return statement.getQueryTimeout() == 0
                ? statement
                : TimedStatement.around(statement, watch);
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(physical, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** The driver's own limit would end the statement, and then wait for that to be confirmed. */
    private boolean isValid(int seconds) throws SQLException {
        if (physical.isClosed() || seconds == 0) {
            return physical.isValid(seconds);
        }
        int before = physical.getNetworkTimeout();
        int atMost = Timeouts.millis(Duration.ofSeconds(seconds));
        boolean shorter = before == 0 || before > atMost;
        if (shorter) {
            physical.setNetworkTimeout(Runnable::run, atMost);
        }
        boolean valid = physical.isValid(seconds);
        if (shorter && !physical.isClosed()) {
            physical.setNetworkTimeout(Runnable::run, before);
        }
        return valid;
    }
}
