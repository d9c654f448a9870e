package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.plugins.RogueProvider;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a plugin does, dbm leaves nothing open and nobody waiting for ever. */
class RoguePluginTest {

    @BeforeEach
    void countAnew() {
        RogueProvider.OPEN.set(0);
        RogueProvider.OPENED.set(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | the provider of type 'rogue' opened nothing; this is its fault (1 attempt",
                "wrong client | the provider of type 'rogue' gave a client that is no"
                        + " javax.sql.DataSource; this is its fault (1 attempt",
                "throws in stats | java.lang.IllegalStateException: a fault (3 attempts",
                "error in ping | java.lang.AssertionError: a fault (3 attempts",
                "unreadable error in ping | the attempt failed, and its error cannot be read:"
                        + " java.lang.StackOverflowError",
            })
    void aBackendThatIsNotSoundFailsTheConnectAndIsClosed(String fault, String message) {
        try (DatabaseManager manager = load(fault)) {
            assertThatThrownBy(manager::connect)
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining(message);
            assertThat(RogueProvider.OPEN).hasValue(0);
            assertThatThrownBy(manager::connect).isInstanceOf(ConnectFailedException.class);
        }
    }

    @Test
    void aCloseThatHangsIsLeftBehind() {
        DatabaseManager manager = load("hangs in close");
        manager.connect();
        long start = System.nanoTime();
        manager.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void openingsThatHangDoNotKeepTheOthersWaiting() {
        StringBuilder hocon = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            hocon.append("a" + i + " { type = rogue, fault = hangs in open }\n");
        }
        hocon.append("b { type = h2, database = behind-the-others, connect-timeout = 20s }\n");
        try (DatabaseManager manager =
                Managers.load(
                        "dbmanager { retry-attempts = 1, connect-timeout = 50ms\n connections {\n"
                                + hocon
                                + "} }")) {
            assertThatThrownBy(manager::connect)
                    .isInstanceOfSatisfying(
                            ConnectFailedException.class,
                            error ->
                                    assertThat(error.reasons()).hasSize(40).doesNotContainKey("b"));
        }
    }

    @Test
    void aPingThatHangsTakesOneThreadAndNoReconnectWaitsForIt() throws Exception {
        try (DatabaseManager manager = load("hangs in second ping")) {
            manager.connect();
            NamedConnection a = manager.connection("a");
            assertThat(a.healthCheck().cause()).hasValue("no answer within 200 ms");
            assertThat(a.healthCheck().cause()).hasValue("the check before this one still hangs");
            assertThat(a.health().consecutiveFailures()).isEqualTo(2);
            RogueProvider.OPENED.set(0);
            a.reconnect();
            assertThat(a.health().status()).isEqualTo(Status.UP);
        }
    }

    private static DatabaseManager load(String fault) {
        return Managers.load(
                "dbmanager { retry-delay = 1ms, connect-timeout = 200ms, enable-auto-reconnect = false"
                        + "\n connections.a { type ="
                        + " rogue, fault = "
                        + fault
                        + " } }");
    }
}
