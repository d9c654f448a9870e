package io.dbm.it.reference;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.it.CapturedLog;
import io.dbm.it.reference.TestDatabase.Held;
import java.util.List;

/** What is logged of a connection's life; the same on every type. */
final class LogEvidence {

    private static final String LIFE = "io.dbm.connection";
    private static final String STATEMENTS = "io.dbm.statement";
    private static final String LEAKS = "com.zaxxer.hikari.pool.ProxyLeakTask";

    private LogEvidence() {}

    static Evidence<TestDatabase> itsLifeAndStatementsAreLogged(String layer) {
        return database -> {
            itsLifeIsLogged(database);
            String anyStatement =
                    "DEBUG io\\.dbm\\.statement - connection=logged event=statement layer="
                            + layer
                            + " took_ms=\\d+\\.\\d{3} statement=\"(select \\?|ping \\w+)\"";
            assertThat(statementsLogged(database, "enable-logging = true"))
                    .isNotEmpty()
                    .allMatch(line -> line.matches(anyStatement));
            assertThat(statementsLogged(database, "enable-logging = false")).isEmpty();
        };
    }

    static Evidence<TestDatabase> slowStatementsAreLogged(String layer) {
        return database -> {
            String slow =
                    "WARN io.dbm.statement - connection=logged event=slow_statement layer="
                            + layer
                            + " took_ms=";
            assertThat(lastingStatementLogged(database, "slow-query-threshold = 20ms"))
                    .singleElement(STRING)
                    .startsWith(slow)
                    .contains(" threshold_ms=20.000 error=", " statement=\"");
            assertThat(lastingStatementLogged(database, "slow-query-threshold = 1h")).isEmpty();
            assertThat(lastingStatementLogged(database, "slow-query-threshold = 0")).isEmpty();
        };
    }

    private static List<String> lastingStatementLogged(TestDatabase database, String setting)
            throws Exception {
        return lines(
                CapturedLog.ofDebug(
                        STATEMENTS,
                        unused -> {
                            try (DatabaseManager manager =
                                    load(database, "query-timeout = 1s, " + setting)) {
                                manager.connect();
                                assertThat(
                                                catchThrowable(
                                                        () ->
                                                                database.useForLong(
                                                                        manager.connection(
                                                                                "logged"))))
                                        .isNotNull();
                            }
                        }));
    }

    private static List<String> statementsLogged(TestDatabase database, String setting)
            throws Exception {
        return lines(
                CapturedLog.ofDebug(
                        STATEMENTS,
                        unused -> {
                            try (DatabaseManager manager = load(database, setting)) {
                                manager.connect();
                                database.use(manager.connection("logged"));
                                manager.healthCheck(); // dbm's own
                            }
                        }));
    }

    private static void itsLifeIsLogged(TestDatabase database) throws Exception {
        assertThat(lifeLogged(database, true))
                .containsExactly(
                        "INFO io.dbm.connection - connection=logged event=opened",
                        "INFO io.dbm.connection - connection=logged event=drained",
                        "INFO io.dbm.connection - connection=logged event=closed");
        assertThat(lifeLogged(database, false)).isEmpty();
    }

    private static List<String> lifeLogged(TestDatabase database, boolean enabled)
            throws Exception {
        return lines(
                CapturedLog.of(
                        LIFE,
                        unused -> {
                            try (DatabaseManager manager =
                                    load(database, "enable-logging = " + enabled)) {
                                manager.connect();
                            }
                        }));
    }

    private static DatabaseManager load(TestDatabase database, String setting) {
        return Dbm.load(
                ConfigFactory.parseString(
                        "dbmanager.connections.logged {\n%s\n%s }"
                                .formatted(database.settings(), setting)));
    }

    private static List<String> lines(String log) {
        return log.lines()
                .filter(line -> line.contains("connection=logged "))
                .map(line -> line.replaceFirst("^\\[.*?\\] ", ""))
                .toList();
    }

    static void whatIsNotGivenBackIsLogged(TestDatabase database) throws Exception {
        try (DatabaseManager manager = database.connect("leak-detection-threshold = 50ms")) {
            CapturedLog.of(
                    LEAKS,
                    log -> {
                        try (Held held = database.hold(Managers.it(manager))) {
                            await(() -> log.get().contains("Connection leak detection triggered"));
                            await(() -> log.get().contains("at io.dbm.it.reference.LogEvidence"));
                        }
                    });
        }
    }
}
