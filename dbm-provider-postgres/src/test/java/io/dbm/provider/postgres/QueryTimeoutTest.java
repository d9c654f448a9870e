package io.dbm.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultProxy;
import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.TransactionOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

@Timeout(30)
class QueryTimeoutTest {

    private final Map<String, Object> keys = PostgresServer.keys();

    @Test
    void stopsAStatementAndLeavesThePhysicalConnectionUsable() throws SQLException {
        keys.put("query-timeout", "500ms");
        try (DatabaseManager manager = PostgresServer.load(keys)) {
            manager.connect();
            try (Connection connection = dataSource(manager).getConnection();
                    Statement statement = connection.createStatement()) {
                int before = backend(statement);
                long start = System.nanoTime();

                assertThatThrownBy(() -> statement.execute("select pg_sleep(60)"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                stopped -> assertThat(stopped.getSQLState()).isEqualTo("57014"));

                assertThat(since(start)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
                assertThat(backend(statement)).isEqualTo(before);
            }
        }
    }

    @Test
    void stopsAStatementOfTheDatabase() {
        keys.put("query-timeout", "200ms");
        assertThatThrownBy(() -> PostgresServer.query(keys, "select pg_sleep(60)"))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void ofZeroLetsAStatementRunLongerThanALoginMayTake() {
        keys.put("query-timeout", "0");
        keys.put("connect-timeout", "1s");
        assertThat(PostgresServer.query(keys, "select 'done' from pg_sleep(1.5)"))
                .isEqualTo("done");
    }

    @Test
    void isExtendedForATransactionTogetherWithTheLimitOfReads() throws SQLException {
        keys.put("query-timeout", "300ms");
        keys.put("max-open-conns", 1);
        try (DatabaseManager manager = PostgresServer.load(keys)) {
            manager.connect();
            manager.connection("primary")
                    .useTransaction(
                            TransactionOptions.defaults().timeout(Duration.ofSeconds(8)),
                            tx -> tx.database().query("select pg_sleep(2)", row -> 1));
            try (Connection connection = dataSource(manager).getConnection()) {
                assertThat(connection.getNetworkTimeout()).isEqualTo(1600);
            }
        }
    }

    @Test
    void leavesAPhysicalConnectionUsableThatWaitedInVainForANotification() throws SQLException {
        keys.put("query-timeout", "0");
        try (DatabaseManager manager = PostgresServer.load(keys)) {
            manager.connect();
            try (Connection connection = dataSource(manager).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen news");
                PGConnection listener = connection.unwrap(PGConnection.class);
                assertThat(listener.getNotifications(100)).isEmpty();
                statement.execute("notify news, 'good'");
                assertThat(listener.getNotifications(1000))
                        .extracting(PGNotification::getParameter)
                        .containsExactly("good");
            }
        }
    }

    @Test
    void endsAStatementWithinTwoSecondsMoreWhereTheNetworkIsABlackHole() throws Exception {
        for (String sslmode : List.of("disable", "require")) {
            Duration taken = timeInABlackHole(Map.of("query-timeout", "300ms", "sslmode", sslmode));
            assertThat(taken).isBetween(Duration.ofMillis(300), Duration.ofMillis(2300));
        }
    }

    @Test
    void endsAStatementWithMuchDataThatTheNetworkDoesNotTake() throws Exception {
        for (String sslmode : List.of("disable", "require")) {
            try (FaultProxy network = new FaultProxy(PostgresServer.port())) {
                keys.putAll(Map.of("query-timeout", "300ms", "sslmode", sslmode));
                keys.put("port", network.port());
                keys.put("shutdown-timeout", "0");
                try (DatabaseManager manager = PostgresServer.load(keys)) {
                    manager.connect();
                    try (Connection connection = dataSource(manager).getConnection();
                            PreparedStatement statement =
                                    connection.prepareStatement("select octet_length(?)")) {
                        statement.setBytes(1, new byte[64 * 1024 * 1024]);
                        network.hold();
                        assertThatThrownBy(statement::execute)
                                .isInstanceOfSatisfying(
                                        SQLException.class,
                                        cutOff ->
                                                assertThat(cutOff.getSQLState()).startsWith("08"));
                    }
                }
            }
        }
    }

    /** Returns how long a statement takes from which no answer comes back. */
    private Duration timeInABlackHole(Map<String, Object> more) throws Exception {
        try (FaultProxy network = new FaultProxy(PostgresServer.port())) {
            keys.putAll(more);
            keys.put("port", network.port());
            keys.put("shutdown-timeout", "0");
            try (DatabaseManager manager = PostgresServer.load(keys)) {
                manager.connect();
                try (Connection connection = dataSource(manager).getConnection();
                        Statement statement = connection.createStatement()) {
                    network.becomeBlackHole();
                    long start = System.nanoTime();
                    assertThatThrownBy(() -> statement.execute("select 1"))
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    cutOff -> assertThat(cutOff.getSQLState()).startsWith("08"));
                    return since(start);
                }
            }
        }
    }

    @Test
    void leavesASocketTimeoutOfTheDsnAlone() throws SQLException {
        String dsn =
                "postgres://app:app@localhost:" + PostgresServer.port() + "/app?socketTimeout=7";
        try (DatabaseManager manager = PostgresServer.load(PostgresServer.dsn(dsn))) {
            manager.connect();
            try (Connection connection = dataSource(manager).getConnection()) {
                assertThat(connection.getNetworkTimeout()).isEqualTo(7000);
            }
        }
    }

    private static DataSource dataSource(DatabaseManager manager) {
        return manager.connection("primary").access(DataSource.class);
    }

    private static int backend(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
