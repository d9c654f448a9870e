package io.dbm.provider.sqlite;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;

/**
 * The {@code query-timeout} of one physical connection, as a progress handler that is installed
 * once: SQLite calls it from within a statement, on the thread that runs it, and stops the
 * statement if it says so.
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
    private final Duration limit;
    private @Nullable Execution underWay;

    QueryTimeout(PhysicalConnection connection, Duration limit) {
        this.connection = connection;
        this.limit = limit;
    }

    void install() throws SQLException {
        setHandler(connection, INSTRUCTIONS, this);
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
        connection.statementWasStopped();
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
