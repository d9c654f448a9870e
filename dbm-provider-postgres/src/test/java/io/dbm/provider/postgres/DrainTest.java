package io.dbm.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dbm.DatabaseManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of work that is under way when its manager is closed. */
@Timeout(60)
class DrainTest {

    private final Map<String, Object> keys = PostgresServer.keys();

    /** Else the server would go on with it for nobody. */
    @Test
    void aStatementThatOutlastsTheDrainIsCancelledOnTheServer() throws Exception {
        keys.put("shutdown-timeout", "100ms");
        keys.put("query-timeout", 0);
        keys.put("application-name", "drained");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (DatabaseManager watching = PostgresServer.load(PostgresServer.keys())) {
            watching.connect();
            DatabaseManager manager = PostgresServer.load(keys);
            manager.connect();
            DataSource pool = manager.connection("primary").access(DataSource.class);
            Future<Throwable> running =
                    thread.submit(() -> catchThrowable(() -> sleepForLong(pool)));
            while (statementsOfTheDrained(watching) == 0) {
                Thread.onSpinWait();
            }
            manager.close();
            // The answer to the cancellation, or the end of the socket, whichever comes first.
            assertThat(running.get()).isInstanceOf(SQLException.class);
            while (statementsOfTheDrained(watching) > 0) {
                Thread.onSpinWait();
            }
        } finally {
            thread.shutdownNow();
        }
    }

    private static void sleepForLong(DataSource pool) throws Exception {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_sleep(3600)");
        }
    }

    private static int statementsOfTheDrained(DatabaseManager watching) {
        return watching.connection("primary")
                .database()
                .queryOne(
                        "select count(*) from pg_stat_activity where application_name = 'drained'"
                                + " and query like 'select pg_sleep%' and state = 'active'",
                        row -> row.getInt(1))
                .orElseThrow();
    }
}
