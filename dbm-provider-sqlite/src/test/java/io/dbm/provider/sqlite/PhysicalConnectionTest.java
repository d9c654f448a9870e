package io.dbm.provider.sqlite;

import static io.dbm.provider.sqlite.Sqlite.COUNT_FOR_EVER;
import static io.dbm.provider.sqlite.Sqlite.connect;
import static io.dbm.provider.sqlite.Sqlite.dataSource;
import static io.dbm.provider.sqlite.Sqlite.file;
import static io.dbm.provider.sqlite.Sqlite.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DatabaseManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConnection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;
import org.sqlite.jdbc4.JDBC4Statement;

@Timeout(60)
class PhysicalConnectionTest {

    @TempDir private Path directory;

    @Test
    void thereIsOneUnlessMoreAreAskedFor() {
        try (DatabaseManager manager = connect(file(directory))) {
            assertThat(manager.connection("db").stats().pool().max()).isOne();
        }
    }

    @Test
    void eachHasAWriteAheadLogForeignKeysAndABusyTimeout() throws SQLException {
        try (DatabaseManager manager = connect(file(directory) + "max-open-conns = 3")) {
            List<Connection> borrowed = borrow(manager, 3);
            for (Connection connection : borrowed) {
                assertThat(query(connection, "PRAGMA journal_mode")).isEqualTo("wal");
                assertThat(query(connection, "PRAGMA foreign_keys")).isEqualTo("1");
                assertThat(query(connection, "PRAGMA busy_timeout")).isEqualTo("5000");
            }
            closeAll(borrowed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "busy-timeout = 700ms, query-timeout = 0",
                "busy-timeout = 700ms",
                "query-timeout = 700ms",
                "busy-timeout = 9s, query-timeout = 700ms"
            })
    void theBusyTimeoutIsAtMostTheQueryTimeout(String settings) {
        try (DatabaseManager manager = connect(file(directory) + settings)) {
            assertThat(query(manager, "PRAGMA busy_timeout")).isEqualTo("700");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"query-timeout = 0", "query-timeout = 30s"})
    void unwrapsToTheDriversOwn(String settings) throws SQLException {
        try (DatabaseManager manager = connect(file(directory) + settings);
                Connection connection = dataSource(manager).getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
            assertThat(connection.unwrap(SQLiteConnection.class).libversion()).startsWith("3.");
            assertThat(statement.unwrap(JDBC4Statement.class).conn)
                    .isSameAs(connection.unwrap(SQLiteConnection.class));
            assertThat(prepared.unwrap(JDBC4PreparedStatement.class).conn)
                    .isSameAs(connection.unwrap(SQLiteConnection.class));
        }
    }

    @Test
    void withoutAQueryTimeoutNoStatementIsTimed() throws SQLException {
        try (DatabaseManager manager = connect(file(directory) + "query-timeout = 0");
                Connection connection = dataSource(manager).getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
            assertThat(statement.unwrap(Statement.class).unwrap(JDBC4Statement.class))
                    .isExactlyInstanceOf(JDBC4Statement.class);
            assertThat(prepared.unwrap(JDBC4PreparedStatement.class))
                    .isNotInstanceOf(TimedPreparedStatement.class);
        }
    }

    @Test
    void isReadOnlyForAsLongAsItsBorrowerWants() throws SQLException {
        try (DatabaseManager manager = connect(file(directory))) {
            try (Connection connection = dataSource(manager).getConnection()) {
                connection.setReadOnly(true);
                assertThat(connection.isReadOnly()).isTrue();
                assertThatThrownBy(() -> query(connection, "CREATE TABLE t (i)"))
                        .hasMessageContaining("SQLITE_READONLY");
            }
            assertThat(query(manager, "PRAGMA query_only")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"query-timeout = 0", "query-timeout = 60s"})
    void closingTheManagerStopsAStatementThatOutlastsTheDrain(String settings) throws Exception {
        DatabaseManager manager =
                connect(file(directory) + settings + "\nshutdown-timeout = 100ms");
        CompletableFuture<String> answer =
                CompletableFuture.supplyAsync(() -> query(manager, COUNT_FOR_EVER));
        Sqlite.await(() -> manager.connection("db").stats().pool().inUse() == 1);
        manager.close();
        assertThat(answer).failsWithin(Duration.ofSeconds(20));
    }

    private static List<Connection> borrow(DatabaseManager manager, int count) throws SQLException {
        List<Connection> borrowed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            borrowed.add(dataSource(manager).getConnection());
        }
        return borrowed;
    }

    private static void closeAll(List<Connection> borrowed) throws SQLException {
        for (Connection connection : borrowed) {
            connection.close();
        }
    }
}
