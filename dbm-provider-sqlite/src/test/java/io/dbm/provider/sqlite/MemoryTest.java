package io.dbm.provider.sqlite;

import static io.dbm.provider.sqlite.Sqlite.connect;
import static io.dbm.provider.sqlite.Sqlite.dataSource;
import static io.dbm.provider.sqlite.Sqlite.line;
import static io.dbm.provider.sqlite.Sqlite.query;
import static io.dbm.provider.sqlite.Sqlite.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.ServerInfo;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MemoryTest {

    private static final String MEMORY = line("dsn", ":memory:");

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":memory:",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:",
                "file::memory:",
                "file::memory:?cache=shared",
                "file:scratch?mode=memory",
                "file:scratch?mode=memory&cache=shared",
                "file:/scratch?vfs=memdb",
            })
    void isOneDatabaseForAllPhysicalConnections(String dsn) throws SQLException {
        try (DatabaseManager manager = connect(line("dsn", dsn) + "max-open-conns = 3");
                Connection one = dataSource(manager).getConnection();
                Connection two = dataSource(manager).getConnection()) {
            execute(one, "CREATE TABLE t (i)");
            execute(two, "INSERT INTO t VALUES (42)");
            assertThat(query(one, "SELECT i FROM t")).isEqualTo("42");
            assertThat(query(two, "PRAGMA foreign_keys")).isEqualTo("1");
        }
    }

    @Test
    void mayBeWrittenAsFilepath() {
        try (DatabaseManager manager = connect("filepath = \":memory:\"")) {
            update(manager, "CREATE TABLE t (i)");
            assertThat(query(manager, "SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @Test
    void isNotReachedByAnyNetwork() {
        try (DatabaseManager manager = connect(MEMORY)) {
            ServerInfo server = manager.connection("db").server();
            assertThat(server.product()).hasValue("SQLite");
            assertThat(server.version()).hasValue(query(manager, "SELECT sqlite_version()"));
            assertThat(server.transport()).isEqualTo(ServerInfo.Transport.LOCAL);
        }
    }

    @Test
    void outlivesItsPhysicalConnections() throws Exception {
        try (DatabaseManager manager =
                connect(MEMORY + "conn-max-idle-time = 50ms, conn-max-lifetime = 50ms")) {
            update(manager, "CREATE TABLE t (i)");
            Sqlite.await(() -> manager.connection("db").stats().pool().open() == 0);
            assertThat(query(manager, "SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @Test
    void outlivesAReconnect() {
        try (DatabaseManager manager = connect(MEMORY)) {
            update(manager, "CREATE TABLE t (i)");
            manager.connection("db").reconnect();
            manager.connection("db").reconnect();
            assertThat(query(manager, "SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @Test
    void isSharedWithNoOtherManager() {
        try (DatabaseManager one = connect(MEMORY);
                DatabaseManager other = connect(MEMORY)) {
            update(one, "CREATE TABLE t (i)");
            assertThatThrownBy(() -> query(other, "SELECT count(*) FROM t"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("no such table: t");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:board?mode=memory&cache=shared", "file:/board?vfs=memdb"})
    void withANameIsSharedByThatNameAndEndsWithItsLastManager(String dsn) {
        try (DatabaseManager one = connect(line("dsn", dsn));
                DatabaseManager other = connect(line("dsn", dsn))) {
            update(one, "CREATE TABLE t (i)");
            assertThat(query(other, "SELECT count(*) FROM t")).isEqualTo("0");
        }
        try (DatabaseManager later = connect(line("dsn", dsn))) {
            assertThat(query(later, "SELECT count(*) FROM sqlite_schema")).isEqualTo("0");
        }
    }

    @Test
    void aWriterWaitsForAnotherOne() throws Exception {
        try (DatabaseManager manager = connect(MEMORY + "max-open-conns = 2, busy-timeout = 20s");
                Connection first = dataSource(manager).getConnection()) {
            execute(first, "CREATE TABLE t (i)");
            first.setAutoCommit(false);
            execute(first, "INSERT INTO t VALUES (1)");
            CompletableFuture<Void> second =
                    CompletableFuture.runAsync(() -> update(manager, "INSERT INTO t VALUES (2)"));
            Sqlite.await(() -> manager.connection("db").stats().pool().inUse() == 2);
            first.commit();
            second.join();
            assertThat(query(first, "SELECT count(*) FROM t")).isEqualTo("2");
            first.rollback();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
