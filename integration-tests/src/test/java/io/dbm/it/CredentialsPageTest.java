package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import io.dbm.provider.postgres.PostgresServer;
import io.dbm.spi.Credentials;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.Lease;
import io.dbm.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/credentials.md} says that dbm says. */
@Timeout(60)
class CredentialsPageTest {

    private static final String NO_FILE = "password-file = /run/secrets/shop/password";

    @TempDir Path folder;

    @AfterEach
    void restorePassword() {
        PostgresServer.run("alter role app password 'app'");
    }

    @Test
    void everyMessageIsWhatDbmPrints() throws Exception {
        assertThat(Page.of("docs/credentials.md").messages())
                .containsExactly(
                        Page.message(
                                failure(() -> load("user = app\n password = app\n" + NO_FILE))),
                        Page.message(causeWhileOthersServe()),
                        Page.message(failure(() -> connect("user = app, password = wrong"))),
                        Page.message(
                                logged(
                                        "gave_up",
                                        "user = app, password = wrong, start = tolerate")),
                        Page.message(notRenewed()),
                        Page.message(
                                failure(
                                        () ->
                                                connect(
                                                        "user = app, retry-delay = 1ms, "
                                                                + NO_FILE))));
    }

    private interface Step {
        DatabaseManager run();
    }

    private static String failure(Step step) {
        return catchThrowable(() -> step.run().close()).getMessage();
    }

    private String causeWhileOthersServe() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "the right one");
        PostgresServer.run("alter role app password 'the right one'");
        try (DatabaseManager manager =
                connect("user = app, max-open-conns = 2, password-file = \"" + file + "\"")) {
            NamedConnection primary = manager.connection("primary");
            try (Connection used = primary.access(DataSource.class).getConnection()) {
                assertThat(used.isValid(1)).isTrue();
                PostgresServer.run("alter role app password 'another'");
                Files.writeString(file, "wrong");
                return primary.healthCheck().cause().orElseThrow();
            } finally {
                restorePassword();
            }
        }
    }

    private static String notRenewed() throws Exception {
        AtomicBoolean sealed = new AtomicBoolean();
        CredentialsSource vault =
                () -> {
                    if (sealed.get()) {
                        throw new IOException("the vault is sealed");
                    }
                    return Lease.of(Credentials.of("app", Secret.of("app")), Duration.ofSeconds(3));
                };
        String log =
                CapturedLog.of(
                        "io.dbm.credentials",
                        sofar -> {
                            try (DatabaseManager manager =
                                    builder("").credentials("primary", vault).load()) {
                                manager.connect();
                                sealed.set(true);
                                Conditions.await(() -> sofar.get().contains("not_renewed"));
                            }
                        });
        return line(log, "credentials_not_renewed");
    }

    private static String logged(String event, String settings) throws Exception {
        return line(
                CapturedLog.of("io.dbm.connection", unused -> connect(settings).close()), event);
    }

    private static String line(String log, String event) {
        Matcher line = Pattern.compile("connection=primary event=" + event + ".*").matcher(log);
        assertThat(line.find()).as(log).isTrue();
        return line.group();
    }

    private static DatabaseManager connect(String settings) {
        DatabaseManager manager = load(settings);
        try {
            manager.connect();
            return manager;
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private static DatabaseManager load(String settings) {
        return builder(settings).load();
    }

    private static Dbm.Builder builder(String settings) {
        return Dbm.builder()
                .config(
                        ConfigFactory.parseString(
                                """
                                dbmanager.connections.primary {
                                 type = postgres, host = localhost, port = %d, database = app
                                 %s
                                }
                                """
                                        .formatted(PostgresServer.port(), settings),
                                ConfigParseOptions.defaults()
                                        .setOriginDescription("application.conf")));
    }
}
