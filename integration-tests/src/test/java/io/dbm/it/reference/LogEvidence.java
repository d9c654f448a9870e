package io.dbm.it.reference;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.it.CapturedLog;
import io.dbm.it.reference.TestDatabase.Held;
import java.util.List;

/** What is logged of a connection's life; the same on every type. */
final class LogEvidence {

    private static final String LIFE = "io.dbm.connection";
    private static final String LEAKS = "com.zaxxer.hikari.pool.ProxyLeakTask";

    private LogEvidence() {}

    static void itsLifeIsLogged(TestDatabase database) throws Exception {
        assertThat(lifeLogged(database, true))
                .containsExactly(
                        "INFO io.dbm.connection - connection=logged event=opened",
                        "INFO io.dbm.connection - connection=logged event=drained",
                        "INFO io.dbm.connection - connection=logged event=closed");
        assertThat(lifeLogged(database, false)).isEmpty();
    }

    private static List<String> lifeLogged(TestDatabase database, boolean enabled)
            throws Exception {
        String config =
                "dbmanager.connections.logged {\n%s\nenable-logging = %s }"
                        .formatted(database.settings(), enabled);
        String log =
                CapturedLog.of(
                        LIFE,
                        unused -> {
                            try (DatabaseManager manager =
                                    Dbm.load(ConfigFactory.parseString(config))) {
                                manager.connect();
                            }
                        });
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
