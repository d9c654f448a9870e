package io.dbm.it.reference;

import static io.dbm.it.reference.Managers.ask;
import static io.dbm.it.reference.Managers.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DatabaseManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Where SQLite's file is, and how it waits for locks. */
final class SqliteEvidence {

    private SqliteEvidence() {}

    static void thereIsOneConnectionUnlessMoreAreAskedFor(SqliteTestDatabase database)
            throws Exception {
        try (DatabaseManager manager = database.connect()) {
            assertThat(Managers.it(manager).stats().pool().max()).isEqualTo(1);
        }
        PoolEvidence.theThirdOfTwoWaitsInVain(database);
    }

    /** Its first statement waits for a lock that is not given back. */
    static void aFileThatCannotBeOpenedIsGivenUp(SqliteTestDatabase database) throws SQLException {
        try (Connection other = locked(database.file())) {
            assertThat(other).isNotNull();
            long start = System.nanoTime();
            assertThat(
                            refusal(
                                    database.settings(),
                                    "busy-timeout = 5s",
                                    "connect-timeout = 300ms, retry-attempts = 1"))
                    .startsWith("no answer within 1300 ms (1 attempt in ");
            assertThat(Work.since(start)).isBetween(Duration.ofMillis(290), Duration.ofSeconds(5));
        }
    }

    private static Connection locked(Path file) throws SQLException {
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = other.createStatement()) {
            statement.execute("create table if not exists t (n int)");
            statement.execute("begin exclusive");
        }
        return other;
    }

    static void aDsnSaysItAll(SqliteTestDatabase database) {
        String file = database.file().toString();
        for (String dsn : List.of(file, "file:" + file, "jdbc:sqlite:" + file)) {
            String settings = "type = sqlite, dsn = \"" + dsn + "\"";
            assertThat(ask("select file from pragma_database_list", settings)).isEqualTo(file);
        }
        assertThat(
                        ask(
                                "pragma cache_size",
                                "type = sqlite, dsn = \"jdbc:sqlite:" + file + "?cache_size=77\""))
                .isEqualTo("77");
    }

    static void theFileIsTheDatabase(SqliteTestDatabase database) {
        assertThat(database.file()).doesNotExist();
        assertThat(ask("select file from pragma_database_list", database.settings()))
                .isEqualTo(database.file().toString());
        assertThat(Files.exists(database.file())).isTrue();
        assertThat(
                        ask(
                                "select file from pragma_database_list",
                                "type = sqlite, filepath = \":memory:\""))
                .doesNotContain(database.file().toString());
    }

    static void locksAreWaitedFor(SqliteTestDatabase database) throws Exception {
        assertThat(ask("pragma busy_timeout", database.settings(), "busy-timeout = 1234ms"))
                .isEqualTo("1234");
        try (DatabaseManager manager = database.connect("busy-timeout = 300ms");
                Connection other = locked(database.file())) {
            assertThat(other).isNotNull();
            long start = System.nanoTime();
            assertThatThrownBy(
                            () -> Managers.it(manager).database().update("create table u (n int)"))
                    .hasMessageContaining("locked");
            assertThat(Work.since(start)).isBetween(Duration.ofMillis(290), Duration.ofSeconds(4));
        }
    }

    static void propertiesReachTheDriver(SqliteTestDatabase database) {
        String settings = "properties { cache_size = 77, foreign_keys = off }";
        assertThat(ask("pragma cache_size", database.settings(), settings)).isEqualTo("77");
        assertThat(ask("pragma foreign_keys", database.settings(), settings)).isEqualTo("0");
    }
}
