package io.dbm.provider.sqlite;

import static io.dbm.provider.sqlite.Sqlite.COUNT_FOR_EVER;
import static io.dbm.provider.sqlite.Sqlite.ROWS_FOR_EVER;
import static io.dbm.provider.sqlite.Sqlite.connect;
import static io.dbm.provider.sqlite.Sqlite.dataSource;
import static io.dbm.provider.sqlite.Sqlite.file;
import static io.dbm.provider.sqlite.Sqlite.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteException;

@Timeout(60)
class QueryTimeoutTest {

    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final String FILL_FOR_EVER = "INSERT INTO t " + ROWS_FOR_EVER;

    @TempDir private Path directory;
    private DatabaseManager manager;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        manager = connect(file(directory) + "query-timeout = 300ms");
        connection = dataSource(manager).getConnection();
        execute("CREATE TABLE t (i)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        manager.close();
    }

    static Stream<Named<Work>> longWork() {
        return Stream.of(
                plain("executeQuery", statement -> statement.executeQuery(COUNT_FOR_EVER)),
                plain("execute", statement -> statement.execute(COUNT_FOR_EVER)),
                plain("executeUpdate", statement -> statement.executeUpdate(FILL_FOR_EVER)),
                plain(
                        "executeBatch",
                        statement -> {
                            statement.addBatch("DELETE FROM t");
                            statement.addBatch(FILL_FOR_EVER);
                            statement.executeBatch();
                        }),
                plain("next, in one long step", statement -> readAll(statement, sparse())),
                plain("next, in short steps", statement -> readAll(statement, ROWS_FOR_EVER)),
                prepared("executeQuery", COUNT_FOR_EVER, PreparedStatement::executeQuery),
                prepared("execute", COUNT_FOR_EVER, PreparedStatement::execute),
                prepared("executeUpdate", FILL_FOR_EVER, PreparedStatement::executeUpdate),
                prepared(
                        "executeBatch",
                        FILL_FOR_EVER,
                        statement -> {
                            statement.addBatch();
                            statement.executeBatch();
                        }),
                prepared("next, in one long step", sparse(), QueryTimeoutTest::readAll),
                prepared("next, in short steps", ROWS_FOR_EVER, QueryTimeoutTest::readAll));
    }

    @ParameterizedTest
    @MethodSource("longWork")
    void stopsWhatRunsTooLongAndLeavesThePhysicalConnectionUsable(Work work) throws SQLException {
        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> work.run(connection))
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessage("the statement ran for longer than query-timeout = 300ms")
                    .hasRootCauseInstanceOf(SQLiteException.class);
            assertThat(System.nanoTime() - start)
                    .isBetween(LIMIT.toNanos(), LIMIT.multipliedBy(20).toNanos());
            execute("INSERT INTO t VALUES (1)");
            execute("DELETE FROM t");
        }
    }

    @Test
    void stopsAStatementOfTheDatabase() throws SQLException {
        connection.close();
        assertThatThrownBy(() -> query(manager, COUNT_FOR_EVER))
                .isInstanceOf(DataAccessException.class)
                .hasCauseInstanceOf(SQLTimeoutException.class);
    }

    @Test
    void leavesAPreparedStatementUsable() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ?)"
                                + " SELECT count(*) FROM n")) {
            statement.setLong(1, Long.MAX_VALUE);
            assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLTimeoutException.class);
            statement.setLong(1, 7);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.getInt(1)).isEqualTo(7);
            }
        }
    }

    @Test
    void doesNotCountTheApplicationsTimeBetweenRows() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ROWS_FOR_EVER)) {
            // Far enough for the statement to count as a long one, each of whose steps is timed.
            for (int i = 0; i < 5_000; i++) {
                rows.next();
            }
            Thread.sleep(LIMIT.plusMillis(50).toMillis());
            for (int i = 0; i < 5_000; i++) {
                rows.next();
            }
            assertThat(rows.getInt(1)).isEqualTo(10_000);
        }
    }

    @Test
    void countsEachExecutionAnew() throws SQLException {
        String tenMilliseconds =
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000)"
                        + " SELECT count(*) FROM n";
        try (PreparedStatement statement = connection.prepareStatement(tenMilliseconds)) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < LIMIT.multipliedBy(2).toNanos()) {
                statement.executeQuery().close();
            }
        }
    }

    @Test
    void givesWayToAShorterOneOfTheStatement() throws Exception {
        try (DatabaseManager patient =
                        connect(Sqlite.line("dsn", ":memory:") + "query-timeout = 50s");
                Connection other = dataSource(patient).getConnection();
                Statement statement = other.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.execute(COUNT_FOR_EVER))
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessage("the statement ran for longer than Statement.setQueryTimeout = 1s");
        }
    }

    @Test
    void doesNotGiveWayToALongerOneOfTheStatement() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT_FOR_EVER)) {
            statement.setQueryTimeout(50);
            assertThatThrownBy(statement::execute)
                    .hasMessage("the statement ran for longer than query-timeout = 300ms");
            assertThat(query(connection, "PRAGMA busy_timeout")).isEqualTo("300");
        }
    }

    @Test
    void ofZeroIsNoLimit() throws Exception {
        try (DatabaseManager patient =
                        connect(Sqlite.line("dsn", ":memory:") + "query-timeout = 0");
                Connection other = dataSource(patient).getConnection();
                Statement statement = other.createStatement()) {
            CompletableFuture<Void> counting = run(() -> statement.execute(COUNT_FOR_EVER));
            assertThatThrownBy(() -> counting.get(1, TimeUnit.SECONDS))
                    .isInstanceOf(TimeoutException.class);
            cancel(statement, counting);
        }
    }

    @Test
    void tellsACancelledStatementApart() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(0);
            CompletableFuture<Void> counting = run(() -> statement.execute(COUNT_FOR_EVER));
            cancel(statement, counting);
            assertThat(counting)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOf(SQLiteException.class)
                    .withMessageContaining("SQLITE_INTERRUPT");
        }
        assertThat(query(connection, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void thatRolledATransactionBackLetsNothingOfItBeCommitted() throws SQLException {
        connection.setAutoCommit(false);
        execute("INSERT INTO t VALUES (1)");
        assertThatThrownBy(() -> execute(FILL_FOR_EVER)).isInstanceOf(SQLTimeoutException.class);
        execute("INSERT INTO t VALUES (2)");
        assertThatThrownBy(connection::commit)
                .hasMessage(
                        "SQLite rolled the transaction back when a statement in it failed:"
                                + " call rollback(), and run the whole of it again");
        assertThatThrownBy(() -> connection.setAutoCommit(true)).isInstanceOf(SQLException.class);

        connection.rollback();

        execute("INSERT INTO t VALUES (3)");
        connection.commit();
        assertThat(query(connection, "SELECT group_concat(i) FROM t")).isEqualTo("3");
        connection.rollback();
    }

    @Test
    void ofAReadLeavesTheTransactionWhole() throws SQLException {
        connection.setAutoCommit(false);
        execute("INSERT INTO t VALUES (1)");
        assertThatThrownBy(() -> execute(COUNT_FOR_EVER)).isInstanceOf(SQLTimeoutException.class);
        execute("INSERT INTO t VALUES (2)");
        connection.commit();
        assertThat(query(connection, "SELECT group_concat(i) FROM t")).isEqualTo("1,2");
        connection.rollback();
    }

    @Test
    void leavesGeneratedKeysAlone() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO t VALUES (1), (2)");
            try (ResultSet key = statement.getGeneratedKeys()) {
                assertThat(key.getLong(1)).isEqualTo(2);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** One row at once, and then none any more, after an endless search. */
    private static String sparse() {
        return ROWS_FOR_EVER + " WHERE i = 1 OR i < 0";
    }

    private static void readAll(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            readAll(rows);
        }
    }

    private static void readAll(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            readAll(rows);
        }
    }

    private static void readAll(ResultSet rows) throws SQLException {
        while (rows.next() && !Thread.currentThread().isInterrupted()) {
            rows.getInt(1);
        }
    }

    private static CompletableFuture<Void> run(Step step) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        step.run();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** Cancels until it helps: a statement that has not begun cannot be cancelled. */
    private static void cancel(Statement statement, CompletableFuture<Void> running)
            throws Exception {
        Sqlite.await(
                () -> {
                    try {
                        statement.cancel();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                    return running.isDone();
                });
    }

    private static Named<Work> plain(String name, WithStatement<Statement> use) {
        return named(
                "Statement." + name,
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        use.run(statement);
                    }
                });
    }

    private static Named<Work> prepared(
            String name, String sql, WithStatement<PreparedStatement> use) {
        return named(
                "PreparedStatement." + name,
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        use.run(statement);
                    }
                });
    }

    @FunctionalInterface
    interface Work {
        void run(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    private interface WithStatement<S extends Statement> {
        void run(S statement) throws SQLException;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }
}
