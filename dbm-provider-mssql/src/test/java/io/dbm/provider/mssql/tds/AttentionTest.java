package io.dbm.provider.mssql.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AttentionTest {

    private static final List<String> ENDLESS =
            List.of(
                    "waitfor delay '00:01:00'",
                    "select count(a.x + b.x) from system_range(1, 1000000) a,"
                            + " system_range(1, 1000000) b");

    @Test
    void endsAStatementThatIsCancelled() throws Exception {
        try (Connection connection = Client.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : ENDLESS) {
                CompletableFuture<?> cancelled =
                        CompletableFuture.runAsync(
                                () -> cancel(statement),
                                CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
                assertThatThrownBy(() -> statement.execute(sql))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                ended -> assertThat(ended.getSQLState()).isEqualTo("HY008"));
                cancelled.get();
                assertThat(Client.number(connection, "select 1")).isEqualTo(1);
            }
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void endsAStatementWhoseTimeIsOver() throws SQLException {
        try (Connection connection = Client.connect("queryTimeout=1;")) {
            connection.setAutoCommit(false);
            for (String sql : ENDLESS) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> Client.run(connection, sql))
                        .isInstanceOf(SQLTimeoutException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
                assertThat(Client.number(connection, "select 1")).isEqualTo(1);
            }
            connection.commit();
        }
    }

    @Test
    void doesNothingToAStatementThatIsOver() throws SQLException {
        try (Connection connection = Client.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 20; i++) {
                statement.execute("select 1");
                statement.cancel();
                assertThat(Client.number(connection, "select 1")).isEqualTo(1);
            }
        }
    }
}
