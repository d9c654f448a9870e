package io.dbm.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.faulty.FaultProxy;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoginTest {

    private final Map<String, Object> keys = PostgresServer.keys();
    private FaultProxy network;

    @BeforeEach
    void passThroughANetwork() throws IOException {
        network = new FaultProxy(PostgresServer.port());
        keys.put("port", network.port());
    }

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @Test
    void takesThePasswordBesideADsnWithoutOne() {
        Map<String, Object> dsn =
                PostgresServer.dsn("postgres://app@localhost:" + PostgresServer.port() + "/app");
        dsn.put("password", "app");
        assertThat(PostgresServer.query(dsn, "select current_user")).isEqualTo("app");
    }

    @Test
    void takesWhatTheDsnLeavesOutFromTheKeys() {
        Map<String, Object> beside = PostgresServer.keys();
        beside.remove("host");
        beside.put("dsn", "postgres://localhost");
        assertThat(PostgresServer.query(beside, "select current_user")).isEqualTo("app");
    }

    @Test
    void triesTheServersOfADsnInTurn() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        String dsn =
                "postgres://app:app@localhost:%d,localhost:%d/app"
                        .formatted(closed, PostgresServer.port());
        assertThat(PostgresServer.query(PostgresServer.dsn(dsn), "select current_user"))
                .isEqualTo("app");
    }

    @Test
    void triesTheHostsInTurnHoweverTheyAreListed() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        keys.put("host", List.of("127.0.0.1:" + closed, "localhost"));
        assertThat(PostgresServer.query(keys, "select current_user")).isEqualTo("app");
        keys.put("host", "127.0.0.1:" + closed + ", localhost");
        assertThat(PostgresServer.query(keys, "select current_user")).isEqualTo("app");
    }

    @Test
    void leavesTimeForTheNextHostWhereOneNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            keys.put("host", List.of("localhost:" + silent.getLocalPort(), "localhost"));
            keys.put("connect-timeout", "4s");
            keys.put("retry-attempts", 1);
            assertThat(PostgresServer.query(keys, "select current_user")).isEqualTo("app");
        }
    }

    @Test
    void leavesTimeForTheNextServerWhereOneNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String dsn =
                    "postgres://app:app@localhost:%d,localhost:%d/app"
                            .formatted(silent.getLocalPort(), PostgresServer.port());
            Map<String, Object> two = PostgresServer.dsn(dsn);
            two.put("connect-timeout", "4s");
            two.put("retry-attempts", 1);
            assertThat(PostgresServer.query(two, "select current_user")).isEqualTo("app");
        }
    }

    @Test
    void neverLogsThePassword() {
        PostgresServer.run("create role logged login password 'SECRET'");
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Recorder(logged);
        Logger driver = Logger.getLogger("org.postgresql");
        driver.setLevel(Level.ALL);
        driver.addHandler(handler);
        driver.setUseParentHandlers(false);
        try {
            String dsn =
                    "postgres://logged:SECRET@localhost:" + PostgresServer.port() + "/postgres";
            PostgresServer.query(PostgresServer.dsn(dsn), "select current_user");
        } finally {
            driver.setUseParentHandlers(true);
            driver.removeHandler(handler);
            driver.setLevel(null);
        }
        assertThat(logged).isNotEmpty().noneMatch(line -> line.contains("SECRET"));
    }

    @Test
    void withAWrongPasswordIsTriedOnce() {
        keys.put("password", "SECRET");
        assertFailsAtOnce("FATAL: password authentication failed for user \"app\"");
    }

    @Test
    void withAWrongPasswordIsTriedOnceAlsoWhereThePoolIsToHaveIdleConnections() {
        keys.put("password", "SECRET");
        keys.put("min-idle-conns", 3);
        assertFailsAtOnce("FATAL: password authentication failed for user \"app\"");
    }

    @Test
    void withoutPasswordIsTriedOnce() {
        keys.remove("password");
        assertFailsAtOnce(
                "The server requested SCRAM-based authentication, but no password was provided.");
    }

    @Test
    void toAnUnknownDatabaseIsTriedOnce() {
        keys.put("database", "nowhere");
        assertFailsAtOnce("FATAL: database \"nowhere\" does not exist");
    }

    @Test
    void withAWrongPasswordInTheDsnNeverPrintsIt() {
        keys.clear();
        keys.putAll(
                PostgresServer.dsn("postgres://app:SECRET@localhost:" + network.port() + "/app"));
        assertFailsAtOnce("FATAL: password authentication failed for user \"app\"");
    }

    @Test
    void toAServerThatNeverAnswersEndsAtTheConnectTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            keys.put("port", silent.getLocalPort());
            keys.put("connect-timeout", "1s");
            keys.put("retry-attempts", 1);
            long start = System.nanoTime();

            ConnectFailedException failure = failure();

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(900), Duration.ofMillis(1900));
            assertThat(failure.reasons().get("primary"))
                    .startsWith(
                            "no answer from localhost:"
                                    + silent.getLocalPort()
                                    + ": Connection attempt timed out. (1 attempt in ");
        }
    }

    /** Retries would take an hour. */
    private void assertFailsAtOnce(String reason) {
        keys.put("retry-attempts", 2);
        keys.put("retry-delay", "1h");
        keys.put("retry-max-delay", "1h");

        ConnectFailedException failure = failure();

        assertThat(network.connections()).as("logins that the server saw").isOne();
        assertThat(failure.reasons().get("primary"))
                .startsWith(reason + " (1 attempt in ")
                .endsWith(" ms; not tried again, since this would not pass)");
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain("SECRET");
    }

    private ConnectFailedException failure() {
        try (DatabaseManager manager = PostgresServer.load(keys)) {
            return catchThrowableOfType(ConnectFailedException.class, manager::connect);
        }
    }

    private static final class Recorder extends Handler {

        private final List<String> lines;

        Recorder(List<String> lines) {
            this.lines = lines;
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
