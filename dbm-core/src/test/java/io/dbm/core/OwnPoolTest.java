package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.plugins.EchoAdapter;
import com.example.plugins.EchoProvider;
import com.example.plugins.EchoProvider.Echo;
import io.dbm.ConfigurationException;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import io.dbm.UnsupportedAccessException;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a provider that brings a pool of its own can tell dbm. */
class OwnPoolTest {

    private static final String FAST = "retry-attempts = 2, retry-delay = 1ms, ";

    private static final Duration LONGER_THAN_A_CALL_TAKES = Duration.ofSeconds(1);

    @TempDir Path folder;

    @BeforeEach
    void provideEcho() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(DatabaseProvider.class.getName()), EchoProvider.class.getName());
        Files.writeString(
                services.resolve(AccessAdapter.class.getName()), EchoAdapter.class.getName());
    }

    @AfterEach
    void mend() {
        EchoProvider.down = false;
        EchoProvider.failure = FailureKind.OTHER;
        EchoProvider.beforeAnswer = () -> {};
        EchoProvider.pending = 0;
    }

    @Test
    void aFailureThatWillNotPassIsNotTriedAgain() {
        EchoProvider.failure = FailureKind.AUTHENTICATION;
        assertThat(reason())
                .startsWith("java.io.IOException: refused (1 attempt in ")
                .endsWith(" ms; not tried again, since this would not pass)");
        EchoProvider.failure = FailureKind.UNREACHABLE;
        assertThat(reason()).startsWith("java.io.IOException: refused (2 attempts in ");
    }

    private String reason() {
        try (DatabaseManager manager = load(FAST, "type = echo")) {
            return catchThrowableOfType(ConnectFailedException.class, manager::connect)
                    .reasons()
                    .get("a");
        }
    }

    @Test
    void aClientThatHealsItselfIsReplacedOnlyWhenTheApplicationAsks() {
        try (DatabaseManager manager = load("retry-attempts = 1, ", "type = echo")) {
            manager.connect();
            NamedConnection a = manager.connection("a");
            Echo echo = a.access(Echo.class);
            int before = number(echo);
            EchoProvider.down = true;
            for (int check = 0; check < 20; check++) {
                assertThat(a.healthCheck().status()).isEqualTo(Status.DOWN);
            }
            EchoProvider.down = false;
            assertThat(number(echo)).isEqualTo(before);
            a.reconnect();
            assertThat(number(echo)).as("opened since, in all").isEqualTo(before + 1);
        }
    }

    private static int number(Echo echo) {
        return Integer.parseInt(echo.say("").replace(" from ", ""));
    }

    @Test
    void aCallThatHasFoundItsClientStillFindsItOpenWhenThatIsReplaced() {
        try (DatabaseManager manager = load("", "type = echo")) {
            manager.connect();
            NamedConnection a = manager.connection("a");
            EchoProvider.beforeAnswer = a::reconnect;
            assertThat(a.access(Echo.class).say("hello")).startsWith("hello from ");
        }
    }

    @Test
    void aCallThatWaitsFindsItsClientOpenHoweverLongItWaits() {
        try (DatabaseManager manager = load("shutdown-timeout = 20s, ", "type = echo")) {
            manager.connect();
            NamedConnection a = manager.connection("a");
            EchoProvider.beforeAnswer =
                    () -> {
                        EchoProvider.pending = 1;
                        a.reconnect();
                        LockSupport.parkNanos(LONGER_THAN_A_CALL_TAKES.toNanos());
                    };
            assertThat(a.access(Echo.class).say("hello")).startsWith("hello from ");
            EchoProvider.pending = 0;
        }
    }

    @Test
    void aKeyThatATypeCannotHonourIsRejectedForTheConnection() {
        assertThatThrownBy(() -> load("", "type = echo, max_idle_conns = 3").close())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        mistakes ->
                                assertThat(mistakes.problems())
                                        .singleElement()
                                        .hasToString(
                                                "dbmanager.connections.a.max_idle_conns: an echo has"
                                                        + " no ceiling: remove it (app.conf: 1)"));
    }

    @Test
    void aKeyThatATypeCannotHonourDoesNotApplyWhereItIsForAllConnections() {
        load("max-idle-conns = 3, min-idle-conns = 4, ", "type = echo").close();
        assertThatThrownBy(
                        () ->
                                load(
                                                "max-idle-conns = 3, min-idle-conns = 4, ",
                                                "type = h2, database = x")
                                        .close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("4 is more than max-idle-conns, which is 3");
    }

    @Test
    void anAccessLayerReadsTheConnectionsOwnKeys() {
        try (DatabaseManager manager = load("", "type = echo, database = cave")) {
            manager.connect();
            assertThat(manager.connection("a").access(Echo.class).say("hello"))
                    .startsWith("cave: hello from ");
        }
    }

    @Test
    void anAccessLayerOnAnotherKindOfDatabaseNamesTheTypeThatItNeeds() {
        try (DatabaseManager manager = load("", "type = h2, database = own-pool")) {
            manager.connect();
            assertThatThrownBy(() -> manager.connection("a").access(Echo.class))
                    .isInstanceOf(UnsupportedAccessException.class)
                    .hasMessage(
                            "connection 'a' is h2 and offers DataSource; Echo needs a database of"
                                    + " type echo");
        }
    }

    private DatabaseManager load(String global, String connection) {
        try {
            URL[] urls = {folder.toUri().toURL()};
            return Dbm.builder()
                    .classLoader(new URLClassLoader(urls, getClass().getClassLoader()))
                    .config(
                            Managers.parse(
                                    "dbmanager { "
                                            + global
                                            + "connections.a { "
                                            + connection
                                            + " } }"))
                    .load();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
