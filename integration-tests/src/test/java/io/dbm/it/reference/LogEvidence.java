package io.dbm.it.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LocationAwareLogger;

/** What is logged of a connection's life; the same on every type. */
final class LogEvidence {

    private static final String NAME = "io.dbm.connection";
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private LogEvidence() {}

    static void itsLifeIsLogged(TestDatabase database) throws Exception {
        assertThat(logged(database, true))
                .containsExactly(
                        "INFO io.dbm.connection - connection=logged event=opened",
                        "INFO io.dbm.connection - connection=logged event=closed");
        assertThat(logged(database, false)).isEmpty();
    }

    private static List<String> logged(TestDatabase database, boolean enabled) throws Exception {
        String config =
                "dbmanager.connections.logged {\n%s\nenable-logging = %s }"
                        .formatted(database.settings(), enabled);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ONE_AT_A_TIME.lock();
        PrintStream before = System.err;
        int level = setLevel(LocationAwareLogger.INFO_INT);
        System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
        try (DatabaseManager manager = Dbm.load(ConfigFactory.parseString(config))) {
            manager.connect();
        } finally {
            System.setErr(before);
            setLevel(level);
            ONE_AT_A_TIME.unlock();
        }
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("connection=logged "))
                .map(line -> line.replaceFirst("^\\[.*?\\] ", ""))
                .toList();
    }

    /** Tests usually see errors alone, and the logger of tests cannot be told otherwise. */
    private static int setLevel(int level) throws ReflectiveOperationException {
        Logger logger = LoggerFactory.getLogger(NAME);
        Field field = logger.getClass().getDeclaredField("currentLogLevel");
        field.setAccessible(true);
        int before = field.getInt(logger);
        field.setInt(logger, level);
        return before;
    }
}
