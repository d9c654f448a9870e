package io.dbm.provider.sqlite;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;
import org.sqlite.core.SafeStmtPtr.SafePtrIntFunction;

/**
 * The time that one statement has spent in SQLite since it was last executed: in the execution and
 * in each step to a further row, and not in what the application did between the rows.
 *
 * <p>A short statement must not pay for a clock. So the clock of a call starts no sooner than the
 * first time that SQLite reports progress from within it; only then, with thousands of instructions
 * behind it, is the execution a long one, and further calls of that kind are timed from their
 * beginning.
 *
 * <p>Used by one thread at a time, as JDBC connections are.
 */
final class Execution {

    private final QueryTimeout queryTimeout;
    private Duration limit;
    private long nanosSpent;
    private long callStarted;
    private boolean clockRuns;
    private boolean stopped;

    /** The driver's function that is being called; its class stands for the place of the call. */
    private @Nullable Class<?> call;

    /** The one that was last seen to take long: next(), and none that reads a column. */
    private @Nullable Class<?> longCall;

    Execution(QueryTimeout queryTimeout) {
        this.queryTimeout = queryTimeout;
        this.limit = queryTimeout.limit();
    }

    /** Takes a statement's own limit, in seconds, if it is the shorter one; 0 is none. */
    void limit(int seconds) {
        Duration own = Duration.ofSeconds(seconds);
        Duration common = queryTimeout.limit();
        limit = own.isZero() || own.compareTo(common) > 0 ? common : own;
    }

    /** Begins anew: what was spent before does not count. */
    void begin() throws SQLException {
        queryTimeout.statementBegins();
        nanosSpent = 0;
        longCall = null;
        stopped = false;
    }

    /** Calls the driver's function on its statement. */
    <E extends Throwable> int call(SafeStmtPtr statement, SafePtrIntFunction<E> function)
            throws SQLException, E {
        Execution outer = enter(function.getClass());
        int code;
        try {
            code = statement.safeRunInt(function);
        } finally {
            exit(outer);
        }
        if (stopped) {
            throw timeout(DB.newSQLException(code, "interrupted"));
        }
        return code;
    }

    /**
     * Calls a method of the driver that is an execution as a whole: of an update, or of a batch.
     */
    <T> T call(DriverMethod<T> method) throws SQLException {
        begin();
        Execution outer = enter(method.getClass());
        try {
            return method.call();
        } catch (SQLException e) {
            throw stopped ? timeout(e) : e;
        } finally {
            exit(outer);
        }
    }

    private @Nullable Execution enter(Class<?> function) {
        call = function;
        if (function == longCall) {
            startClock();
        }
        return queryTimeout.watch(this);
    }

    private void exit(@Nullable Execution outer) {
        queryTimeout.watch(outer);
        if (clockRuns) {
            nanosSpent += System.nanoTime() - callStarted;
            clockRuns = false;
        }
    }

    private void startClock() {
        callStarted = System.nanoTime();
        clockRuns = true;
    }

    /** Whether the statement is to be stopped; asked from within it. */
    boolean isOver() {
        if (!clockRuns) {
            startClock();
            longCall = call;
        }
        stopped =
                nanosSpent + System.nanoTime() - callStarted >= limit.toNanos()
                        || queryTimeout.hasEnded();
        return stopped;
    }

    private SQLTimeoutException timeout(SQLException cause) throws SQLException {
        stopped = false;
        return queryTimeout.stopped(
                limit.equals(queryTimeout.limit())
                        ? queryTimeout.name()
                        : "Statement.setQueryTimeout",
                limit,
                cause);
    }

    /** A method of the driver. */
    @FunctionalInterface
    interface DriverMethod<T> {
        T call() throws SQLException;
    }
}
