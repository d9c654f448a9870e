package io.dbm.it.reference;

import static io.dbm.it.reference.Managers.ask;
import static io.dbm.it.reference.Managers.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.provider.postgres.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

/** Where PostgreSQL is, who logs in, and what has arrived at the server. */
final class PostgresEvidence {

    private static final String DIRECT = PostgresTestDatabase.settings(PostgresServer.port());

    private PostgresEvidence() {}

    static void aSilentServerIsGivenUp(PostgresTestDatabase database) throws IOException {
        try (ServerSocket silent = Ports.silent()) {
            long start = System.nanoTime();
            assertThat(
                            refusal(
                                    PostgresTestDatabase.settings(silent.getLocalPort()),
                                    "connect-timeout = 1s, retry-attempts = 1"))
                    .startsWith(
                            "no answer from localhost:"
                                    + silent.getLocalPort()
                                    + ": Connection attempt timed out.");
            assertThat(Work.since(start)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
        }
    }

    /** And where the server cannot be heard any more, reading ends soon after. */
    static void theServerEndsTheStatement(PostgresTestDatabase database) throws Exception {
        TimeEvidence.aStatementIsEnded(database);
        String limit = "select setting || unit from pg_settings where name = 'statement_timeout'";
        assertThat(ask(limit, DIRECT, "query-timeout = 1234ms")).isEqualTo("1234ms");
        assertThat(ask(limit, DIRECT, "query-timeout = 0")).isEqualTo("0ms");
        try (DatabaseManager manager =
                database.connect("query-timeout = 300ms, shutdown-timeout = 0")) {
            NamedConnection it = Managers.it(manager);
            database.network().becomeBlackHole();
            long start = System.nanoTime();
            assertThatThrownBy(() -> it.database().query("select 1", row -> row.getInt(1)))
                    .isInstanceOf(RuntimeException.class);
            assertThat(Work.since(start)).isBetween(Duration.ofMillis(290), Duration.ofSeconds(6));
        }
    }

    static void aDsnSaysItAll(PostgresTestDatabase database) {
        String place = "localhost:" + PostgresServer.port() + "/app?";
        for (String dsn :
                List.of(
                        "postgres://app:app@" + place + "application_name=shop",
                        "jdbc:postgresql://"
                                + place
                                + "user=app&password=app&ApplicationName=shop")) {
            assertThat(
                            ask(
                                    "select current_user || ' ' || current_database() || ' '"
                                            + " || current_setting('application_name')",
                                    "type = postgres, dsn = \"" + dsn + "\""))
                    .isEqualTo("app app shop");
        }
    }

    static void hostsAreTriedInTurn(PostgresTestDatabase database) throws IOException {
        String closed = "127.0.0.1:" + Ports.closed();
        for (String host :
                List.of(
                        "localhost",
                        "\"" + closed + ", localhost\"",
                        "[\"" + closed + "\", localhost]")) {
            assertThat(ask("select 'here'", DIRECT, "host = " + host)).isEqualTo("here");
        }
        assertThat(
                        refusal(
                                database.settingsOfNothing(),
                                "retry-attempts = 1, host = [\"" + closed + "\", localhost]"))
                .contains("refused");
    }

    static void thePortIsTheServers(PostgresTestDatabase database) {
        assertThat(ask("select inet_server_port()::text", DIRECT))
                .isEqualTo(String.valueOf(PostgresServer.port()));
    }

    static void theUserLogsIn(PostgresTestDatabase database) {
        assertThat(ask("select session_user::text", DIRECT)).isEqualTo("app");
        assertThat(ask("select session_user::text", DIRECT, "user = postgres"))
                .isEqualTo("postgres");
    }

    static void thePasswordIsChecked(PostgresTestDatabase database) {
        assertThat(ask("select 'in'", DIRECT)).isEqualTo("in");
        assertThat(refusal(DIRECT, "password = wrong"))
                .startsWith("FATAL: password authentication failed for user \"app\" (1 attempt in");
    }

    static void theFileHoldsThePassword(PostgresTestDatabase database) throws Exception {
        LoginEvidence.theFileHoldsThePassword(
                PostgresTestDatabase.settingsWithoutLogin(PostgresServer.port()),
                "app",
                "FATAL: password authentication failed for user \"app\"");
    }

    static void thePluginLogsIn(PostgresTestDatabase database) throws Exception {
        LoginEvidence.thePluginLogsIn(
                PostgresTestDatabase.settingsWithoutLogin(PostgresServer.port()),
                "app",
                "FATAL: password authentication failed for user \"nobody\"");
    }

    static void theDatabaseIsTheSessions(PostgresTestDatabase database) {
        for (String name : List.of("app", "template1")) {
            assertThat(ask("select current_database()::text", DIRECT, "database = " + name))
                    .isEqualTo(name);
        }
    }

    static void theSchemaIsTheSearchPath(PostgresTestDatabase database) {
        assertThat(ask("show search_path", DIRECT, "schema = shop")).isEqualTo("\"shop\"");
        assertThat(ask("select current_schema()::text", DIRECT, "schema = information_schema"))
                .isEqualTo("information_schema");
    }

    static void theServerKnowsTheApplication(PostgresTestDatabase database) {
        assertThat(
                        ask(
                                "select application_name from pg_stat_activity"
                                        + " where pid = pg_backend_pid()",
                                DIRECT,
                                "application-name = shop"))
                .isEqualTo("shop");
    }

    static void propertiesReachTheDriver(PostgresTestDatabase database) {
        assertThat(
                        ask(
                                "select current_setting('application_name')",
                                DIRECT,
                                "properties { ApplicationName = shop }"))
                .isEqualTo("shop");
    }
}
