package io.dbm.it.reference;

import static io.dbm.it.reference.Managers.ask;
import static io.dbm.it.reference.Managers.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.provider.mssql.tds.Browser;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;

/** Where SQL Server is, who logs in, and what has arrived at the server. */
final class MssqlEvidence {

    private static final String DATABASE = "select db_name()";
    private static final String USER = "select suser_sname()";
    private static final String SCHEMA = "select schema_name()";
    private static final String APPLICATION = "select app_name()";

    private MssqlEvidence() {}

    static void aSilentServerIsGivenUp(MssqlTestDatabase database) throws IOException {
        try (ServerSocket silent = Ports.silent()) {
            long start = System.nanoTime();
            assertThat(
                            refusal(
                                    MssqlTestDatabase.settings(silent.getLocalPort()),
                                    "connect-timeout = 1s, retry-attempts = 1"))
                    .contains("(1 attempt in ");
            assertThat(Work.since(start)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
        }
    }

    /** And where the server cannot be heard any more, reading ends soon after. */
    static void theStatementIsEnded(MssqlTestDatabase database) throws Exception {
        TimeEvidence.aStatementIsEnded(database);
        Rejections.of(
                        "query-timeout",
                        "300ms",
                        "must be whole seconds, in which SQL Server's driver counts, not 300 ms; a"
                                + " transaction can have a timeout to the millisecond")
                .show(database);
        try (DatabaseManager manager =
                database.connect("query-timeout = 1s, shutdown-timeout = 0")) {
            NamedConnection it = Managers.it(manager);
            database.network().becomeBlackHole();
            long start = System.nanoTime();
            assertThatThrownBy(() -> it.database().query("select 1", row -> row.getInt(1)))
                    .isInstanceOf(RuntimeException.class);
            assertThat(Work.since(start)).isBetween(Duration.ofMillis(990), Duration.ofSeconds(6));
        }
    }

    static void aDsnSaysItAll(MssqlTestDatabase database) {
        String place = "localhost:" + database.server().port();
        for (String dsn :
                List.of(
                        "sqlserver://app:app-password@"
                                + place
                                + "?database=app&applicationName=shop&sslmode=require",
                        "jdbc:sqlserver://"
                                + place
                                + ";databaseName=app;user=app;password={app-password};"
                                + "applicationName=shop;trustServerCertificate=true")) {
            String settings = "type = mssql, dsn = \"" + dsn + "\"";
            assertThat(ask(USER, settings)).isEqualTo("app");
            assertThat(ask(DATABASE, settings)).isEqualTo("app");
            assertThat(ask(APPLICATION, settings)).isEqualTo("shop");
        }
    }

    static void theHostMayHaveAnInstance(MssqlTestDatabase database) throws IOException {
        for (String host : List.of("localhost", "127.0.0.1")) {
            assertThat(ask("select 'here'", database.direct(), "host = " + host)).isEqualTo("here");
        }
        try (Browser browser = Browser.start("REFERENCE", database.server().port())) {
            assertThat(browser).isNotNull();
            assertThat(
                            ask(
                                    "select 'here'",
                                    "type = mssql, host = \"127.0.0.1\\\\REFERENCE\"",
                                    "user = app, password = app-password, database = app",
                                    "sslmode = require"))
                    .isEqualTo("here");
        } catch (BindException taken) {
            Assumptions.abort("instances are told at UDP port 1434 alone, which is taken");
        }
    }

    static void thePortIsTheServers(MssqlTestDatabase database) throws Exception {
        int before = database.server().connections();
        assertThat(ask("select 'here'", database.direct())).isEqualTo("here");
        assertThat(database.server().connections()).isGreaterThan(before);
        Rejections.of("port", "65536", "must be a port, from 1 to 65535").show(database);
    }

    static void theUserLogsIn(MssqlTestDatabase database) {
        assertThat(ask(USER, database.direct())).isEqualTo("app");
        assertThat(ask(USER, database.direct(), "user = keeper, password = keeper-password"))
                .isEqualTo("keeper");
    }

    static void thePasswordIsChecked(MssqlTestDatabase database) {
        assertThat(ask("select 'in'", database.direct())).isEqualTo("in");
        int before = database.server().loginAttempts();
        assertThat(refusal(database.direct(), "password = wrong")).contains(" (1 attempt in ");
        assertThat(database.server().loginAttempts() - before).isOne();
    }

    static void theFileHoldsThePassword(MssqlTestDatabase database) throws Exception {
        LoginEvidence.theFileHoldsThePassword(
                MssqlTestDatabase.settingsWithoutLogin(database.server().port()),
                "app-password",
                "Login failed for user 'app'.");
    }

    static void thePluginLogsIn(MssqlTestDatabase database) throws Exception {
        LoginEvidence.thePluginLogsIn(
                MssqlTestDatabase.settingsWithoutLogin(database.server().port()),
                "app-password",
                "Login failed for user 'nobody'.");
    }

    static void theDatabaseIsTheSessions(MssqlTestDatabase database) {
        for (String name : List.of("app", "master")) {
            assertThat(ask(DATABASE, database.direct(), "database = " + name)).isEqualTo(name);
        }
    }

    static void theSchemaIsTheUsers(MssqlTestDatabase database) {
        String keeper = "user = keeper, password = keeper-password, schema = shop";
        assertThat(ask(SCHEMA, database.direct(), "schema = dbo")).isEqualTo("dbo");
        assertThat(ask(SCHEMA, database.direct(), keeper)).isEqualTo("shop");
        assertThat(refusal(database.direct(), "schema = shop"))
                .startsWith("the user's default schema is 'dbo' and not 'shop', as 'schema' says");
    }

    static void theServerKnowsTheApplication(MssqlTestDatabase database) {
        assertThat(ask(APPLICATION, database.direct(), "application-name = shop"))
                .isEqualTo("shop");
    }

    static void propertiesReachTheDriver(MssqlTestDatabase database) throws Exception {
        String properties = "properties { applicationName = shop, socketTimeout = 9000 }";
        assertThat(ask(APPLICATION, database.direct(), properties)).isEqualTo("shop");
        try (DatabaseManager manager = database.connect(properties);
                Connection jdbc = Managers.it(manager).access(DataSource.class).getConnection()) {
            assertThat(jdbc.getNetworkTimeout()).isEqualTo(9000);
        }
    }
}
