package io.dbm.provider.sqlite;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;

/**
 * The {@code query-timeout} of one physical connection, or the time limit of one transaction on it,
 * as a progress handler that is installed once: SQLite calls it from within a statement, on the
 * thread that runs it, and stops the statement if it says so.
 *
 * <p>The driver makes no more of {@link java.sql.Statement#setQueryTimeout} than a busy timeout,
 * which a long scan does not feel.
 */
final class QueryTimeout extends ProgressHandler {

    /**
     * The instructions of SQLite's virtual machine between two calls. They take some 0.2 ms and a
     * call some 0.2 µs: often enough for a limit, and too seldom to show.
     */
    private static final int INSTRUCTIONS = 10_000;

    private final PhysicalConnection connection;
    private final String name;
    private final Duration limit;
    private final OptionalLong end;
    private volatile boolean stopping;
    private @Nullable Execution underWay;

    private QueryTimeout(
            PhysicalConnection connection, String name, Duration limit, OptionalLong end) {
        this.connection = connection;
        this.name = name;
        this.limit = limit;
        this.end = end;
    }

    /** Returns one that limits each statement. */
    static QueryTimeout ofStatements(PhysicalConnection connection, Duration limit) {
        return new QueryTimeout(connection, "query-timeout", limit, OptionalLong.empty());
    }

    /** Returns one that limits all statements from now on, the time between them included. */
    static QueryTimeout ofTransaction(PhysicalConnection connection, Duration limit) {
        return new QueryTimeout(
                connection,
                "the transaction's timeout",
                limit,
                OptionalLong.of(System.nanoTime() + limit.toNanos()));
    }

    void install() throws SQLException {
        setHandler(connection, INSTRUCTIONS, this);
    }

    void uninstall() throws SQLException {
        clearHandler(connection);
    }

    String name() {
        return name;
    }

    /** Returns how long a statement may run that begins now. */
    Duration remaining() {
        return end.isEmpty()
                ? limit
                : Duration.ofNanos(Math.max(0, end.getAsLong() - System.nanoTime()));
    }

    /** What remains to a transaction shrinks, and with it how long a lock may be waited for. */
    void statementBegins() throws SQLException {
        if (end.isPresent()) {
            connection.boundWaits();
        }
    }

    /** Stops statements until the transaction has ended. */
    void stop() {
        stopping = true;
    }

    void goOn() {
        stopping = false;
    }

    /** Whether no statement may run any more. */
    boolean hasEnded() {
        return stopping || (end.isPresent() && System.nanoTime() - end.getAsLong() >= 0);
    }

    Duration limit() {
        return limit;
    }

    /**
     * Makes an execution the one that is to be stopped, or none.
     *
     * @return what it was before: a statement runs inside another one when the driver asks for a
     *     generated key, or the application in a function of its own
     */
    @Nullable Execution watch(@Nullable Execution execution) {
        Execution before = underWay;
        underWay = execution;
        return before;
    }

    @Override
    protected int progress() {
        return underWay != null && underWay.isOver() ? 1 : 0;
    }

    /** Cleans up after a statement that was stopped, and returns what to tell the application. */
    SQLTimeoutException stopped(String whose, Duration exceeded, SQLException cause)
            throws SQLException {
        boolean unused = connection.wasRolledBack();
        return new SQLTimeoutException(
                "the statement ran for longer than " + whose + " = " + text(exceeded),
                "HYT00",
                cause.getErrorCode(),
                cause);
    }

    private static String text(Duration duration) {
        long milliseconds = duration.toMillis();
        return milliseconds % 1000 == 0 ? milliseconds / 1000 + "s" : milliseconds + "ms";
    }
}
