package io.dbm.provider.mssql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The driver's statement, whose query timeout a {@link StatementWatch} enforces in place of the
 * driver. What the driver does beside executions has the driver's own limit: batches, the rows of
 * cursors, questions about metadata.
 *
 * <p>The limit that it is made with is the most that the application can give it, as on other
 * databases: reads would not wait for longer, either.
 */
final class TimedStatement implements InvocationHandler {

    /** As the driver says it, of a statement that was cancelled, for whatever reason. */
    private static final String CANCELLED = "HY008";

    private final Statement statement;
    private final StatementWatch watch;
    private final int mostSeconds;

    private TimedStatement(Statement statement, StatementWatch watch, int mostSeconds) {
        this.statement = statement;
        this.watch = watch;
        this.mostSeconds = mostSeconds;
    }

    /**
     * Returns it with its limit enforced.
     *
     * @param statement has a query timeout
     */
    static Statement around(Statement statement, StatementWatch watch) throws SQLException {
        Class<?> type =
                statement instanceof CallableStatement
                        ? CallableStatement.class
                        : statement instanceof PreparedStatement
                                ? PreparedStatement.class
                                : Statement.class;
        return (Statement)
                Proxy.newProxyInstance(
                        TimedStatement.class.getClassLoader(),
                        new Class<?>[] {type},
                        new TimedStatement(statement, watch, statement.getQueryTimeout()));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" ->
                    execute(method, arguments);
            case "setQueryTimeout" -> {
                if (arguments != null && arguments[0] instanceof Integer seconds) {
                    statement.setQueryTimeout(
                            seconds == 0 ? mostSeconds : Math.min(seconds, mostSeconds));
                }
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> call(method, arguments);
        };
    }

    private @Nullable Object execute(Method method, Object @Nullable [] arguments)
            throws Throwable {
        int seconds = statement.getQueryTimeout();
        Optional<Execution> execution =
                seconds == 0
                        ? Optional.empty()
                        : watch.begin(statement::cancel, Duration.ofSeconds(seconds));
        return execution.isPresent()
                ? watched(execution.get(), seconds, method, arguments)
                : call(method, arguments);
    }

    private @Nullable Object watched(
            Execution execution, int seconds, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Object result = null;
        Throwable failure = null;
        try {
            statement.setQueryTimeout(0);
            result = call(method, arguments);
        } catch (Throwable e) {
            failure = e;
        }
        boolean stopped = watch.end(execution);
        restore(seconds);
        if (stopped && failure instanceof SQLException e && CANCELLED.equals(e.getSQLState())) {
            throw timeout(seconds, e);
        }
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    private void restore(int seconds) {
        try {
            statement.setQueryTimeout(seconds);
        } catch (SQLException e) {
            // It is closed, which must not hide how the execution has ended.
        }
    }

    private static SQLTimeoutException timeout(int seconds, SQLException cancelled) {
        return new SQLTimeoutException(
                "the statement was stopped after "
                        + seconds
                        + " s, its limit: by query-timeout, by the timeout of its transaction, or"
                        + " by setQueryTimeout",
                CANCELLED,
                cancelled.getErrorCode(),
                cancelled);
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(statement, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
