package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultyProvider;
import io.dbm.ConfigurationException;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a connection is opened, who can do without it, and who hears of it. */
@Timeout(60)
class StartTest {

    private final String database = Managers.freshDatabase();
    private final FaultyProvider.Faults faults = FaultyProvider.of(database);

    @Test
    void whatIsToleratedStartsWithoutItsDatabaseAndGetsItLater() throws Exception {
        faults.refusals.set(Integer.MAX_VALUE);
        try (DatabaseManager manager = load("start = tolerate, retry-attempts = 1")) {
            manager.connect();
            NamedConnection a = manager.connection("a");
            assertThat(a.health().status()).isEqualTo(Status.DOWN);
            assertThat(a.health().cause().orElseThrow()).contains("refused");
            DataSource jdbc = a.access(DataSource.class);
            faults.refusals.set(0);
            assertServed(jdbc);
            assertThat(a.health().status()).isEqualTo(Status.UP);
        }
    }

    @Test
    void thatOneStartsWithoutItsDatabaseIsLoggedOnce() throws Exception {
        faults.refusal = "refused by \"h2\"";
        faults.refusals.set(Integer.MAX_VALUE);
        List<String> lines =
                logged(
                        "tolerated",
                        "start = tolerate, retry-attempts = 2, retry-delay = 1ms",
                        () -> faults.attempts.get() >= 5); // three while it is looked for
        assertThat(lines)
                .containsExactly(
                        "WARN io.dbm.connection - connection=tolerated event=down_at_start"
                                + " reason=\"refused by \\\"h2\\\" (2 attempts in N ms)\"");
    }

    @Test
    void thatOneWillNotComeIsLoggedInsteadIfItIsKnown() throws Exception {
        faults.refusalState = "28000";
        faults.refusals.set(Integer.MAX_VALUE);
        List<String> lines = logged("hopeless", "start = tolerate", () -> true);
        assertThat(lines)
                .containsExactly(
                        "WARN io.dbm.connection - connection=hopeless event=gave_up"
                                + " reason=\"refused (1 attempt in N ms; not tried again, since this"
                                + " would not pass)\" remedy=\"mend it, then reconnect()\"");
    }

    private List<String> logged(String name, String settings, BooleanSupplier until)
            throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        try (DatabaseManager manager =
                Managers.load(
                        config(settings).replace("connections.a ", "connections." + name + " "))) {
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
            manager.connect();
            Managers.await(until);
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("connection=" + name + " "))
                .map(line -> line.replaceFirst("^\\[.*?\\] ", ""))
                .map(line -> line.replaceFirst("in \\d+ ms", "in N ms"))
                .toList();
    }

    @Test
    void whatIsToleratedButCannotPassIsNotTriedAgain() throws Exception {
        faults.refusalState = "28000";
        faults.refusals.set(Integer.MAX_VALUE);
        try (DatabaseManager manager = load("start = tolerate, acquire-timeout = 1h")) {
            manager.connect();
            NamedConnection a = manager.connection("a");
            assertThatThrownBy(() -> a.access(DataSource.class).getConnection())
                    .hasMessageContaining("refused")
                    .hasMessageContaining("not tried again before reconnect()");
            assertThat(faults.attempts).hasValue(1);
            faults.refusals.set(0);
            a.reconnect();
            assertServed(a.access(DataSource.class));
        }
    }

    @Test
    void whatIsLazyIsOpenedByItsFirstUse() throws Exception {
        try (DatabaseManager manager = load("start = lazy")) {
            manager.connect();
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            manager.healthCheck();
            assertThat(faults.attempts).hasValue(0);
            assertThat(a.health().status()).isEqualTo(Status.NOT_CONNECTED);
            assertThat(manager.health().status()).isEqualTo(Status.UP);
            assertServed(jdbc);
            assertThat(a.health().status()).isEqualTo(Status.UP);
        }
    }

    @Test
    void whatIsLazyAndNotToBeReconnectedIsTriedAgainByEachUse() throws Exception {
        faults.refusals.set(1);
        try (DatabaseManager manager =
                load("start = lazy, enable-auto-reconnect = false, acquire-timeout = 20s")) {
            manager.connect();
            assertServed(manager.connection("a").access(DataSource.class));
            assertThat(faults.attempts).hasValueGreaterThan(1);
        }
    }

    /** The first probe has not failed: nothing is known to be down. */
    @Test
    void theFirstUsersOfALazyConnectionAreServedWhereCallersAreToFail() throws Exception {
        faults.delay = Duration.ofMillis(300);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (DatabaseManager manager = load("start = lazy, borrow-when-down = fail")) {
            manager.connect();
            DataSource jdbc = manager.connection("a").access(DataSource.class);
            Future<?> first = threads.submit(() -> served(jdbc));
            Managers.await(() -> faults.attempts.get() == 1);
            assertServed(jdbc);
            first.get();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Else the search, which only callers keep going, would end with the last of them. */
    @Test
    void aLazyConnectionIsTriedAgainAlsoAfterItsCallerHasLeft() throws Exception {
        faults.refusals.set(1);
        faults.delay = Duration.ofMillis(500);
        try (DatabaseManager manager =
                load("start = lazy, enable-auto-reconnect = false, acquire-timeout = 200ms")) {
            manager.connect();
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            assertThatThrownBy(jdbc::getConnection).hasMessageContaining("acquire-timeout 200 ms");
            Managers.await(() -> a.health().status() == Status.DOWN);
            faults.delay = Duration.ZERO;
            Managers.await(() -> served(jdbc));
        }
    }

    private static boolean served(DataSource jdbc) {
        try {
            assertServed(jdbc);
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Test
    void toTolerateWithoutTryingAgainIsAMistake() {
        assertThatThrownBy(() -> load("start = tolerate, enable-auto-reconnect = false"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "dbmanager.connections.a.start: 'tolerate' goes on trying, which"
                                + " enable-auto-reconnect = false forbids; change one of the two");
    }

    @Test
    void anApplicationTakesTrafficAsLongAsWhatItRequiresIsThere() throws Exception {
        String other = Managers.freshDatabase();
        FaultyProvider.Faults optional = FaultyProvider.of(other);
        try (DatabaseManager manager =
                Managers.load(
                        "dbmanager.connections { a { type = faulty, database = "
                                + database
                                + ", retry-attempts = 1 }, b { type = faulty, required = false,"
                                + " retry-attempts = 1, database = "
                                + other
                                + " } }")) {
            assertThat(manager.health().status()).isEqualTo(Status.NOT_CONNECTED);
            assertThat(manager.health().isReady()).isFalse();
            manager.connect();
            assertThat(manager.health().status()).isEqualTo(Status.UP);
            goDown(optional);
            manager.healthCheck();
            assertThat(manager.health().status()).isEqualTo(Status.DEGRADED);
            assertThat(manager.health().isReady()).isTrue();
            goDown(faults);
            manager.healthCheck();
            assertThat(manager.health().status()).isEqualTo(Status.DOWN);
            assertThat(manager.health().isReady()).isFalse();
            assertThat(manager.health().connections()).containsOnlyKeys("a", "b");
        }
    }

    @Test
    void listenersHearEveryChangeOnceInItsOrder() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        DatabaseManager manager =
                Dbm.builder()
                        .config(Managers.parse(config("retry-attempts = 1")))
                        .listener(
                                (name, before, now) -> {
                                    throw new IllegalStateException("a faulty listener");
                                })
                        .listener(
                                (name, before, now) ->
                                        heard.add(
                                                name + " " + before.status() + " " + now.status()))
                        .load();
        try (manager) {
            manager.connect();
            NamedConnection a = manager.connection("a");
            a.healthCheck();
            goDown(faults);
            a.healthCheck();
            a.healthCheck();
            faults.dead = false;
            faults.refusals.set(0);
            Managers.await(() -> a.health().status() == Status.UP);
        }
        Managers.await(() -> heard.size() == 4);
        assertThat(heard)
                .containsExactly("a NOT_CONNECTED UP", "a UP DOWN", "a DOWN UP", "a UP CLOSED");
    }

    private static void goDown(FaultyProvider.Faults faults) {
        faults.refusals.set(Integer.MAX_VALUE);
        faults.dead = true;
    }

    private static void assertServed(DataSource jdbc) throws SQLException {
        try (Connection connection = jdbc.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    private DatabaseManager load(String settings) {
        return Managers.load(config(settings));
    }

    private String config(String settings) {
        return "dbmanager.connections.a { type = faulty, health-check-interval = 0, database = "
                + database
                + "\n"
                + settings
                + " }";
    }
}
