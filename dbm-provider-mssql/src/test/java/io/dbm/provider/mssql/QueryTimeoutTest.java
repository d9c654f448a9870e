package io.dbm.provider.mssql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultProxy;
import io.dbm.DatabaseManager;
import io.dbm.Health;
import io.dbm.NamedConnection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class QueryTimeoutTest {

    private final Map<String, Object> keys = MssqlServer.keys();

    QueryTimeoutTest() {
        keys.put("mybatis", Map.of("mappers", List.of(AnyStatement.class.getName())));
        keys.put("max-open-conns", 1);
    }

    @ParameterizedTest
    @EnumSource
    void stopsAStatementAndLeavesThePhysicalConnectionUsable(Layer layer) {
        keys.put("query-timeout", "1s");
        try (DatabaseManager manager = MssqlServer.connect(keys)) {
            NamedConnection primary = manager.connection("primary");
            int before = session(primary);
            long start = System.nanoTime();

            assertThatThrownBy(() -> layer.run(primary, "waitfor delay '00:01:00'"))
                    .rootCause()
                    .satisfiesAnyOf(
                            cause -> assertThat(cause).isInstanceOf(SQLTimeoutException.class),
                            cause ->
                                    assertThat(((SQLException) cause).getSQLState())
                                            .isEqualTo("HY008"));

            assertThat(since(start)).isBetween(Duration.ofMillis(1000), Duration.ofMillis(2500));
            assertThat(session(primary)).isEqualTo(before);
        }
    }

    @Test
    void saysWhichLimitsItMayHaveBeen() throws SQLException {
        keys.put("query-timeout", "1s");
        try (DatabaseManager manager = MssqlServer.connect(keys);
                Connection connection = dataSource(manager).getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("waitfor delay '00:01:00'")) {
            assertThatThrownBy(statement::execute)
                    .isInstanceOfSatisfying(
                            SQLTimeoutException.class,
                            timeout -> assertThat(timeout.getSQLState()).isEqualTo("HY008"))
                    .hasMessage(
                            "the statement was stopped after 1 s, its limit: by query-timeout, by"
                                    + " the timeout of its transaction, or by setQueryTimeout");
        }
    }

    @Test
    void countsForEachStatementFromItsOwnBeginning() throws SQLException {
        keys.put("query-timeout", "2s");
        try (DatabaseManager manager = MssqlServer.connect(keys);
                Connection connection = dataSource(manager).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("waitfor delay '00:00:01.200'");
            statement.execute("waitfor delay '00:00:01.200'");
            statement.setQueryTimeout(1); // before the alarm that is set
            long start = System.nanoTime();
            assertThatThrownBy(() -> statement.execute("waitfor delay '00:01:00'"))
                    .isInstanceOf(SQLTimeoutException.class);
            assertThat(since(start)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(2500));
            assertThat(statement.getQueryTimeout()).isEqualTo(1);
        }
    }

    /** The driver stops its clock at the first rows; then the limit for reads is what counts. */
    @Test
    void boundsTheWaitForFurtherRows() throws SQLException {
        keys.put("shutdown-timeout", "0");
        String letters = "'" + "x".repeat(4000) + "'";
        keys.put("query-timeout", "1s");
        try (DatabaseManager manager = MssqlServer.connect(keys)) {
            Connection connection = dataSource(manager).getConnection();
            Statement statement = connection.createStatement();
            long start = System.nanoTime();
            assertThatThrownBy(
                            () ->
                                    runToItsEnd(
                                            statement,
                                            "select %1$s, %1$s, %1$s; waitfor delay '00:01:00'"
                                                    .formatted(letters)))
                    .isInstanceOf(SQLException.class);
            assertThat(since(start)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(3500));
        }
    }

    private static void runToItsEnd(Statement statement, String sql) throws SQLException {
        boolean rows = statement.execute(sql);
        while (rows || statement.getUpdateCount() != -1) {
            rows = statement.getMoreResults();
        }
    }

    @Test
    void ofZeroLetsAStatementRunLongerThanALoginMayTake() throws SQLException {
        keys.put("query-timeout", "0");
        keys.put("connect-timeout", "1s");
        try (DatabaseManager manager = MssqlServer.connect(keys)) {
            Layer.JDBC.run(manager.connection("primary"), "waitfor delay '00:00:01.500'");
        }
    }

    @Test
    void givesWayToAShorterOneOfAStatement() throws SQLException {
        keys.put("query-timeout", "50s");
        try (DatabaseManager manager = MssqlServer.connect(keys);
                Connection connection = dataSource(manager).getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.execute("waitfor delay '00:00:20'"))
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessageStartingWith("the statement was stopped after 1 s, its limit");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 0})
    void doesNotGiveWayToALongerOneOfAStatementOrToNone(int seconds) throws SQLException {
        keys.put("query-timeout", "1s");
        try (DatabaseManager manager = MssqlServer.connect(keys);
                Connection connection = dataSource(manager).getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(seconds);
            assertThat(statement.getQueryTimeout()).isEqualTo(1);
            assertThatThrownBy(() -> statement.execute("waitfor delay '00:00:20'"))
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessageStartingWith("the statement was stopped after 1 s, its limit");
            statement.addBatch("waitfor delay '00:00:20'");
            assertThatThrownBy(statement::executeBatch)
                    .isInstanceOf(SQLException.class)
                    .hasMessage("The query has timed out.");
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "require"})
    void endsAStatementWithinTwoSecondsMoreWhereTheNetworkIsABlackHole(String sslmode)
            throws Exception {
        keys.put("query-timeout", "1s");
        keys.put("sslmode", sslmode);
        try (FaultProxy network = proxy();
                DatabaseManager manager = MssqlServer.connect(keys);
                Connection connection = dataSource(manager).getConnection();
                Statement statement = connection.createStatement()) {
            network.becomeBlackHole();
            long start = System.nanoTime();
            assertThatThrownBy(() -> statement.execute("select 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            cutOff -> assertThat(cutOff.getSQLState()).startsWith("08"));
            assertThat(since(start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        }
    }

    @ParameterizedTest
    @CsvSource({"disable, false", "require, false", "require, true"})
    void endsAStatementWithMuchDataThatTheNetworkDoesNotTake(String sslmode, boolean batch)
            throws Exception {
        keys.put("query-timeout", "1s");
        keys.put("sslmode", sslmode);
        try (FaultProxy network = proxy();
                DatabaseManager manager = MssqlServer.connect(keys);
                Connection connection = dataSource(manager).getConnection();
                Statement statement = connection.createStatement()) {
            String much = "select '" + "x".repeat(10_000_000) + "'";
            statement.addBatch(much);
            network.hold();
            long start = System.nanoTime();
            assertThatThrownBy(
                            () -> {
                                if (batch) {
                                    statement.executeBatch();
                                } else {
                                    statement.execute(much);
                                }
                            })
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            cutOff -> assertThat(cutOff.getSQLState()).startsWith("08"));
            assertThat(since(start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "20s"})
    void keepsNoHealthCheckWaitingWhereTheNetworkIsABlackHole(String limit) throws Exception {
        keys.put("query-timeout", limit);
        keys.put("connect-timeout", "1s");
        try (FaultProxy network = proxy();
                DatabaseManager manager = MssqlServer.connect(keys)) {
            Connection connection = dataSource(manager).getConnection();
            network.becomeBlackHole();
            long start = System.nanoTime();
            assertThat(connection.isValid(1)).isFalse();
            assertThat(since(start)).isBetween(Duration.ofMillis(900), Duration.ofMillis(1900));
            assertThatThrownBy(connection::close)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            closed -> assertThat(closed.getSQLState()).startsWith("08"));
        }
        try (FaultProxy network = proxy();
                DatabaseManager manager = MssqlServer.connect(keys)) {
            network.becomeBlackHole();
            long start = System.nanoTime();
            assertThat(manager.connection("primary").healthCheck().status())
                    .isEqualTo(Health.Status.DOWN);
            assertThat(since(start)).isLessThan(Duration.ofMillis(2500));
        }
    }

    private FaultProxy proxy() throws IOException {
        FaultProxy network = MssqlServer.network();
        MssqlServer.lead(keys, network);
        keys.put("shutdown-timeout", "0");
        return network;
    }

    private static DataSource dataSource(DatabaseManager manager) {
        return manager.connection("primary").access(DataSource.class);
    }

    private static int session(NamedConnection connection) {
        return connection.database().queryOne("select @@spid", row -> row.getInt(1)).orElseThrow();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
