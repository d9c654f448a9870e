package io.dbm.it.reference;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.it.reference.TestDatabase.Held;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LocationAwareLogger;

/** What is logged of a connection's life; the same on every type. */
final class LogEvidence {

    private static final String LIFE = "io.dbm.connection";
    private static final String LEAKS = "com.zaxxer.hikari.pool.ProxyLeakTask";
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    /** What is done while the log is looked at. */
    private interface Step {
        void take(Supplier<String> log) throws Exception;
    }

    private LogEvidence() {}

    static void itsLifeIsLogged(TestDatabase database) throws Exception {
        assertThat(lifeLogged(database, true))
                .containsExactly(
                        "INFO io.dbm.connection - connection=logged event=opened",
                        "INFO io.dbm.connection - connection=logged event=closed");
        assertThat(lifeLogged(database, false)).isEmpty();
    }

    private static List<String> lifeLogged(TestDatabase database, boolean enabled)
            throws Exception {
        String config =
                "dbmanager.connections.logged {\n%s\nenable-logging = %s }"
                        .formatted(database.settings(), enabled);
        String log =
                logged(
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
            logged(
                    LEAKS,
                    log -> {
                        try (Held held = database.hold(Managers.it(manager))) {
                            await(() -> log.get().contains("Connection leak detection triggered"));
                            await(() -> log.get().contains("at io.dbm.it.reference.LogEvidence"));
                        }
                    });
        }
    }

    private static String logged(String name, Step step) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ONE_AT_A_TIME.lock();
        PrintStream before = System.err;
        int level = setLevel(name, LocationAwareLogger.INFO_INT);
        System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            step.take(() -> out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
            setLevel(name, level);
            ONE_AT_A_TIME.unlock();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Tests usually see errors alone, and the logger of tests cannot be told otherwise. */
    private static int setLevel(String name, int level) throws ReflectiveOperationException {
        Logger logger = LoggerFactory.getLogger(name);
        Field field = logger.getClass().getDeclaredField("currentLogLevel");
        field.setAccessible(true);
        int before = field.getInt(logger);
        field.setInt(logger, level);
        return before;
    }
}
