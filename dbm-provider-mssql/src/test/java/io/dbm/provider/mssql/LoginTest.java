package io.dbm.provider.mssql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.faulty.FaultProxy;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.Health;
import io.dbm.provider.mssql.tds.TdsServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoginTest {

    private final Map<String, Object> keys = MssqlServer.keys();

    @Test
    void withAWrongPasswordIsTriedOnce() {
        keys.put("password", "SECRET");
        assertFailsAtOnce();
    }

    @Test
    @OnStandIn
    void withAWrongPasswordReachesTheServerOnce() {
        int before = MssqlServer.standIn().loginAttempts();
        keys.put("password", "SECRET");
        assertFailsAtOnce();
        assertThat(MssqlServer.standIn().loginAttempts()).isEqualTo(before + 1);
    }

    @Test
    void toAnUnknownDatabaseIsTriedOnce() {
        keys.put("database", "nowhere");
        assertFailsAtOnce();
    }

    @Test
    void ofAUserWithAnotherDefaultSchemaIsTriedOnce() {
        keys.put("schema", "no_such_schema");
        assertThat(assertFailsAtOnce())
                .startsWith("the user's default schema is '")
                .contains(
                        "' and not 'no_such_schema', as 'schema' says; only the server can change"
                                + " it: ALTER USER … WITH DEFAULT_SCHEMA = …");
    }

    @Test
    @OnStandIn
    void withAWrongPasswordInTheDsnNeverPrintsIt() {
        for (String dsn :
                List.of(
                        "sqlserver://app:SECRET@localhost:%d?database=app&sslmode=require",
                        "jdbc:sqlserver://localhost:%d;database=app;user=app;password=SECRET;"
                                + "sslmode=require")) {
            keys.clear();
            keys.putAll(MssqlServer.dsn(dsn.formatted(MssqlServer.standIn().port())));
            assertFailsAtOnce();
        }
    }

    /** Retries would take an hour; returns the reason. */
    private String assertFailsAtOnce() {
        keys.put("retry-attempts", 2);
        keys.put("retry-delay", "1h");
        keys.put("retry-max-delay", "1h");

        ConnectFailedException failure = failure();

        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain("SECRET");
        assertThat(failure.reasons().get("primary"))
                .contains(" (1 attempt in ")
                .endsWith(" ms; not tried again, since this would not pass)");
        return failure.reasons().get("primary");
    }

    @Test
    @OnStandIn
    void toAServerThatAdmitsNobodyElseIsTriedAgain() throws IOException {
        try (TdsServer full = TdsServer.start(Optional.empty(), Map.of(), List.of())) {
            full.refuse(17809);
            keys.put("port", full.port());
            keys.put("sslmode", "disable");
            keys.put("retry-attempts", 2);
            keys.put("retry-delay", "1ms");
            assertThat(failure().reasons().get("primary")).contains("(2 attempts in ");
            assertThat(full.loginAttempts()).isEqualTo(2);
        }
    }

    @Test
    @OnStandIn
    void toAServerThatAdmitsNobodyElseIsNoSignThatItIsDown() throws SQLException {
        try (TdsServer full =
                TdsServer.start(Optional.empty(), Map.of("app", "app-password"), List.of("app"))) {
            keys.put("port", full.port());
            keys.put("sslmode", "disable");
            keys.put("max-open-conns", 1);
            try (DatabaseManager manager = MssqlServer.connect(keys);
                    Connection held =
                            manager.connection("primary")
                                    .access(DataSource.class)
                                    .getConnection()) {
                full.refuse(17809);
                assertThat(manager.connection("primary").healthCheck().status())
                        .isEqualTo(Health.Status.DEGRADED);
                assertThat(held.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void toAServerThatIsNotThereIsTriedAgain() throws IOException {
        try (FaultProxy network = MssqlServer.network()) {
            MssqlServer.lead(keys, network);
            network.refuse();
            keys.put("retry-attempts", 2);
            keys.put("retry-delay", "1ms");
            assertThat(failure().reasons().get("primary")).contains("(2 attempts in ");
        }
    }

    @Test
    @OnStandIn
    void toAServerThatNeverAnswersEndsAtTheConnectTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            keys.put("port", silent.getLocalPort());
            keys.put("connect-timeout", "1s");
            keys.put("retry-attempts", 1);
            long start = System.nanoTime();

            failure();

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(900), Duration.ofMillis(1900));
        }
    }

    @Test
    @OnStandIn
    void neverLogsASecret() {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Recorder(logged);
        Logger driver = Logger.getLogger("com.microsoft.sqlserver.jdbc");
        driver.setLevel(Level.ALL);
        driver.addHandler(handler);
        driver.setUseParentHandlers(false);
        try {
            for (String mode : List.of("disable", "require")) {
                keys.put("sslmode", mode);
                MssqlServer.properties(keys).putAll(Map.of("clientKeyPassword", "SECRET"));
                assertThat(MssqlServer.query(keys, "select 'done'")).isEqualTo("done");
            }
        } finally {
            driver.setUseParentHandlers(true);
            driver.removeHandler(handler);
            driver.setLevel(null);
        }
        assertThat(logged)
                .isNotEmpty()
                .noneMatch(line -> line.contains("app-password") || line.contains("SECRET"));
    }

    private ConnectFailedException failure() {
        try (DatabaseManager manager = MssqlServer.load(keys)) {
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
