package io.dbm.provider.mssql;

import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.faulty.FaultProxy;
import io.dbm.DatabaseManager;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement without any limit waits for a network that has become a black hole. */
@Timeout(60)
class AbortTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** Whoever hangs must not keep the tests from ending. */
    private final Executor daemons =
            task -> {
                Thread thread = new Thread(task, "abort-test");
                thread.setDaemon(true);
                thread.start();
            };

    private final Map<String, Object> keys = MssqlServer.keys();
    private FaultProxy network;

    @BeforeEach
    void lead() throws IOException {
        network = MssqlServer.network();
        MssqlServer.lead(keys, network);
        keys.put("query-timeout", "0");
        keys.put("shutdown-timeout", "0");
    }

    @AfterEach
    void close() throws IOException {
        network.close(); // and whoever hangs is let go
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "require"})
    void endsTheStatement(String sslmode) throws SQLException {
        keys.put("sslmode", sslmode);
        DatabaseManager manager = MssqlServer.connect(keys);
        Connection connection =
                manager.connection("primary").access(DataSource.class).getConnection();
        CompletableFuture<SQLException> waiting = wait(connection);

        assertThat(runAsync(() -> abort(connection), daemons)).succeedsWithin(SOON);

        assertBroken(waiting);
        assertThat(runAsync(manager::close, daemons)).succeedsWithin(SOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "require"})
    void isWhatTheEndOfAManagerDoes(String sslmode) throws SQLException {
        keys.put("sslmode", sslmode);
        DatabaseManager manager = MssqlServer.connect(keys);
        CompletableFuture<SQLException> waiting =
                wait(manager.connection("primary").access(DataSource.class).getConnection());

        assertThat(runAsync(manager::close, daemons)).succeedsWithin(SOON);

        assertBroken(waiting);
    }

    /** Returns what ends a statement that now waits for its answer. */
    private CompletableFuture<SQLException> wait(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        network.becomeBlackHole();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<SQLException> end =
                supplyAsync(
                        () -> {
                            thread.complete(Thread.currentThread());
                            return catchThrowableOfType(
                                    SQLException.class, () -> statement.execute("select 1"));
                        },
                        daemons);
        Thread reader = thread.join();
        while (!end.isDone() && !reads(reader)) {
            Thread.onSpinWait();
        }
        return end;
    }

    private static boolean reads(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(
                        frame ->
                                frame.getClassName().equals("sun.nio.ch.NioSocketImpl")
                                        && frame.getMethodName().equals("park"));
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertBroken(CompletableFuture<SQLException> waiting) {
        assertThat(waiting)
                .succeedsWithin(SOON)
                .satisfies(broken -> assertThat(broken.getSQLState()).startsWith("08"));
    }
}
