package io.dbm.provider.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DataAccessException;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a prepared statement is given through plain JDBC, with and without a limit to its time. */
class ValuesTest {

    @TempDir private Path folder;

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void run(String queryTimeout, Work work) throws SQLException {
        String settings = Sqlite.file(folder) + "query-timeout = " + queryTimeout;
        try (DatabaseManager manager = Sqlite.connect(settings)) {
            Sqlite.update(manager, "create table item (id integer primary key, name text)");
            try (Connection connection = Sqlite.dataSource(manager).getConnection()) {
                work.on(connection);
            }
        }
    }

    private static void assertRefused(ThrowingCallable call, String state, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        error -> assertThat(error.getSQLState()).isEqualTo(state))
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "30s"})
    void aStatementDoesNotRunBeforeItHasAllOfThem(String queryTimeout) throws SQLException {
        run(
                queryTimeout,
                connection -> {
                    String second = "no value was given for placeholder 2: the statement has 2";
                    try (PreparedStatement insert =
                            connection.prepareStatement("insert into item values (?, ?)")) {
                        insert.setInt(1, 1);
                        assertRefused(insert::executeUpdate, "07001", second);
                        assertRefused(insert::executeLargeUpdate, "07001", second);
                        assertRefused(insert::execute, "07001", second);
                        assertRefused(insert::addBatch, "07001", second);
                        insert.setString(2, null);
                        assertThat(insert.executeUpdate()).isEqualTo(1);
                        insert.setInt(1, 2); // the other keeps its value
                        assertThat(insert.executeUpdate()).isEqualTo(1);
                        insert.clearParameters();
                        insert.setInt(1, 3);
                        assertRefused(insert::executeUpdate, "07001", second);
                    }
                    try (PreparedStatement query =
                            connection.prepareStatement("select * from item where id = ?")) {
                        assertRefused(
                                query::executeQuery,
                                "07001",
                                "no value was given for placeholder 1: the statement has 1");
                    }
                    assertThat(Sqlite.query(connection, "select count(*) from item"))
                            .isEqualTo("2");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "30s"})
    void noneIsTakenForAPlaceholderThatIsNotThere(String queryTimeout) throws SQLException {
        run(
                queryTimeout,
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement("insert into item values (?, 'x')")) {
                        insert.setInt(1, 1);
                        insert.addBatch();
                        for (int none : new int[] {0, 2}) {
                            assertRefused(
                                    () -> insert.setInt(none, 5),
                                    "07009",
                                    "there is no placeholder " + none + ": the statement has 1");
                        }
                    }
                });
    }

    /** The driver forgets them with the batch, and would go on with NULL. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "30s"})
    void eachStatementOfABatchHasAllOfThem(String queryTimeout) throws SQLException {
        run(
                queryTimeout,
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement("insert into item values (?, ?)")) {
                        insert.setString(2, "x");
                        for (int id = 1; id <= 3; id++) {
                            insert.setInt(1, id);
                            insert.addBatch();
                        }
                        assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
                        insert.setInt(1, 4);
                        assertRefused(
                                insert::addBatch,
                                "07001",
                                "no value was given for placeholder 2: the statement has 2");
                    }
                    assertThat(
                                    Sqlite.query(
                                            connection,
                                            "select count(*) from item where name = 'x'"))
                            .isEqualTo("3");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "30s"})
    void whatHasNoTextIsNotStored(String queryTimeout) {
        String settings = Sqlite.file(folder) + "query-timeout = " + queryTimeout;
        try (DatabaseManager manager = Sqlite.connect(settings)) {
            Database database = manager.connection("db").database();
            assertThatThrownBy(() -> database.queryOne("select ?", r -> 1, new Object()))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessage(
                            "connection 'db': placeholder 1: SQLite cannot store a"
                                    + " java.lang.Object, which has no text of its own");
            assertThatThrownBy(() -> database.queryOne("select ?", r -> 1, new int[] {1}))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessage(
                            "connection 'db': placeholder 1: SQLite cannot store a [I, which has"
                                    + " no text of its own");
            UUID id = UUID.randomUUID();
            assertThat(
                            database.queryOne(
                                    "select ? || ' ' || ?",
                                    row -> row.getString(1),
                                    id,
                                    LocalDate.of(2026, 1, 2)))
                    .contains(id + " 2026-01-02");
        }
    }
}
