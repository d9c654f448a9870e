package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultyProvider;
import io.dbm.AlreadyConnectedException;
import io.dbm.ConnectFailedException;
import io.dbm.ConnectionClosedException;
import io.dbm.ConnectionNotFoundException;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import io.dbm.NoDefaultConnectionException;
import io.dbm.NotConnectedException;
import io.dbm.PluginInfo;
import io.dbm.UnsupportedAccessException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ManagerTest {

    private static final String TWO =
            """
            dbmanager.connections {
              a { type = h2, database = manager-a, tags { tier = gold } }
              b { type = h2, database = manager-b, tags { tier = iron, slow = yes } }
            }
            """;

    @Test
    void usingAConnectionBeforeConnectFails() {
        try (DatabaseManager manager = Managers.load(TWO)) {
            NamedConnection a = manager.connection("a");
            assertThat(a.health().status()).isEqualTo(Status.NOT_CONNECTED);
            assertThatThrownBy(() -> a.access(DataSource.class))
                    .isInstanceOf(NotConnectedException.class)
                    .hasMessage(
                            "connection 'a' is not open yet: call DatabaseManager.connect() first");
            assertThatThrownBy(a::database).isInstanceOf(NotConnectedException.class);
            assertThatThrownBy(a::reconnect).isInstanceOf(NotConnectedException.class);
        }
    }

    @Test
    void connectingTwiceFails() {
        try (DatabaseManager manager = Managers.connect(TWO)) {
            assertThatThrownBy(manager::connect).isInstanceOf(AlreadyConnectedException.class);
        }
    }

    @Test
    void anUnknownNameListsTheNamesThereAre() {
        try (DatabaseManager manager = Managers.load(TWO)) {
            assertThatThrownBy(() -> manager.connection("c"))
                    .isInstanceOf(ConnectionNotFoundException.class)
                    .hasMessage("there is no connection 'c'; there are: a, b");
        }
    }

    @Test
    void theDefaultConnectionIsTheOneThatWasSet() {
        try (DatabaseManager manager = Managers.connect(TWO)) {
            assertThatThrownBy(manager::defaultConnection)
                    .isInstanceOf(NoDefaultConnectionException.class)
                    .hasMessage(
                            "no default connection is set: write dbmanager.default-connection or"
                                    + " call setDefaultConnection; there are: a, b");
            manager.setDefaultConnection("b");
            assertThat(manager.defaultConnection().name()).isEqualTo("b");
            assertThat(manager.defaultDatabase()).isSameAs(manager.connection("b").database());
            assertThatThrownBy(() -> manager.setDefaultConnection("c"))
                    .isInstanceOf(ConnectionNotFoundException.class);
            assertThat(manager.defaultConnection().name()).isEqualTo("b");
        }
    }

    @Test
    void connectionsAreFoundByTag() {
        try (DatabaseManager manager = Managers.load(TWO)) {
            assertThat(manager.connectionsTagged("tier"))
                    .extracting(NamedConnection::name)
                    .containsExactly("a", "b");
            assertThat(manager.connectionsTagged("tier", "iron"))
                    .extracting(NamedConnection::name)
                    .containsExactly("b");
            assertThat(manager.connectionsTagged("gold")).isEmpty();
        }
    }

    @Test
    void closingEndsEveryHandleAndMayBeRepeated() throws Exception {
        DatabaseManager manager = Managers.connect(TWO);
        NamedConnection a = manager.connection("a");
        DataSource jdbc = a.access(DataSource.class);
        manager.close();
        manager.close();
        assertThat(a.health().status()).isEqualTo(Status.CLOSED);
        assertThatThrownBy(() -> a.access(DataSource.class))
                .isInstanceOf(ConnectionClosedException.class);
        assertThatThrownBy(manager::connect).isInstanceOf(ConnectionClosedException.class);
        assertThatThrownBy(jdbc::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessage("connection 'a' is closed");
        try (DatabaseManager fresh = Managers.connect(TWO)) {
            assertThat(fresh.connection("a").access(DataSource.class)).isNotSameAs(jdbc);
        }
    }

    @Test
    void connectTakesAsLongAsTheSlowestAndNotTheSum() throws Exception {
        StringBuilder hocon = new StringBuilder("dbmanager.connections {\n");
        for (int i = 0; i < 8; i++) {
            String database = Managers.freshDatabase();
            FaultyProvider.of(database).delay = Duration.ofMillis(400);
            hocon.append("c" + i + " { type = faulty, database = " + database + " }\n");
        }
        long start = System.nanoTime();
        try (DatabaseManager manager = Managers.connect(hocon.append("}").toString())) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofMillis(8 * 400));
            assertThat(manager.stats().healthy()).isEqualTo(8);
        }
    }

    @Test
    void aDatabaseThatComesUpLateIsReachedByRetry() {
        String database = Managers.freshDatabase();
        FaultyProvider.of(database).refusals.set(2);
        try (DatabaseManager manager =
                Managers.connect(
                        "dbmanager { retry-delay = 1ms, connections.a { type = faulty, database = "
                                + database
                                + " } }")) {
            assertThat(manager.connection("a").health().status()).isEqualTo(Status.UP);
            assertThat(FaultyProvider.of(database).attempts).hasValue(3);
        }
    }

    @Test
    void ifOneFailsForGoodTheOthersAreClosedAgainAndEachReasonIsNamed() {
        String good = Managers.freshDatabase();
        String refuses = Managers.freshDatabase();
        String locked = Managers.freshDatabase();
        FaultyProvider.of(refuses).refusals.set(100);
        FaultyProvider.of(locked).refusals.set(100);
        FaultyProvider.of(locked).refusalState = "28000";
        DatabaseManager manager =
                Managers.load(
                        """
                        dbmanager { retry-delay = 1ms, connections {
                          good { type = faulty, database = %s }
                          refuses { type = faulty, database = %s }
                          locked { type = faulty, database = %s } } }
                        """
                                .formatted(good, refuses, locked));
        try (manager) {
            assertThatThrownBy(manager::connect)
                    .isInstanceOfSatisfying(
                            ConnectFailedException.class,
                            error -> {
                                assertThat(error.reasons()).containsOnlyKeys("locked", "refuses");
                                assertThat(error.reasons().get("refuses"))
                                        .matches("refused \\(3 attempts in \\d+ ms\\)");
                                assertThat(error.reasons().get("locked"))
                                        .matches(
                                                "refused \\(1 attempt in \\d+ ms; not tried again,"
                                                        + " since this would not pass\\)");
                                assertThat(error)
                                        .hasMessageStartingWith(
                                                "2 connections could not be opened:\n  - locked: ");
                            });
            assertThat(FaultyProvider.of(good).open).hasValue(0);
            assertThat(manager.connection("good").health().status())
                    .isEqualTo(Status.NOT_CONNECTED);
            FaultyProvider.of(refuses).refusals.set(0);
            FaultyProvider.of(locked).refusals.set(0);
            manager.connect();
            assertThat(manager.stats().healthy()).isEqualTo(3);
        }
        assertThat(FaultyProvider.of(good).open).hasValue(0);
    }

    @Test
    void aSecretThatADriverTellsIsTakenOutOfItsMessage() {
        String database = Managers.freshDatabase();
        FaultyProvider.of(database).refusals.set(1);
        FaultyProvider.of(database).refusal = "cannot log in at fake://app:s3cr3t@host";
        try (DatabaseManager manager =
                Managers.load(
                        "dbmanager.connections.a { type = faulty, retry-attempts = 1, token ="
                                + " s3cr3t, database = "
                                + database
                                + " }")) {
            assertThatThrownBy(manager::connect)
                    .hasMessageContaining("cannot log in at fake://app:******@host (1 attempt")
                    .satisfies(
                            error -> {
                                StringWriter all = new StringWriter();
                                error.printStackTrace(new PrintWriter(all));
                                assertThat(all.toString()).doesNotContain("s3cr3t");
                            });
        }
    }

    @Test
    void aPropertyOfTheDriverThatLooksSecretIsTakenOutOfItsMessageToo() {
        String database = Managers.freshDatabase();
        FaultyProvider.of(database).refusals.set(1);
        FaultyProvider.of(database).refusal = "cannot open the store with s3cr3t at level high";
        try (DatabaseManager manager =
                Managers.load(
                        "dbmanager.connections.a { type = faulty, retry-attempts = 1, properties {"
                                + " storePassword = s3cr3t, level = high }, database = "
                                + database
                                + " }")) {
            assertThatThrownBy(manager::connect)
                    .hasMessageContaining("cannot open the store with ****** at level high (1");
        }
    }

    @Test
    void aSentenceOfDbmDoesNotTellWhichOfItsWordsIsThePassword() throws Exception {
        String database = Managers.freshDatabase();
        String settings =
                "type = faulty, token = one, acquire-timeout = 300ms, enable-auto-reconnect = false, database = ";
        try (DatabaseManager manager =
                Managers.connect("dbmanager.connections.a { " + settings + database + " }")) {
            DataSource jdbc = manager.connection("a").access(DataSource.class);
            try (Connection theFirst = jdbc.getConnection()) {
                assertThat(theFirst).isNotNull();
                FaultyProvider.of(database).refusals.set(1_000_000);
                FaultyProvider.of(database).refusal = "not this one";
                assertThatThrownBy(jdbc::getConnection)
                        .hasMessageEndingWith(
                                "the latest attempt to open one failed: not this ******");
            }
        }
    }

    @Test
    void closingWhileConnectingLeavesNothingOpen() throws Exception {
        String database = Managers.freshDatabase();
        FaultyProvider.Faults faults = FaultyProvider.of(database);
        faults.delay = Duration.ofMillis(300);
        DatabaseManager manager =
                Managers.load(
                        "dbmanager.connections.a { type = faulty, database = " + database + " }");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> connecting = other.submit(manager::connect);
            Managers.await(() -> faults.attempts.get() > 0);
            manager.close();
            assertThatThrownBy(connecting::get).hasCauseInstanceOf(ConnectionClosedException.class);
            Managers.await(() -> faults.opened.get() == 1 && faults.open.get() == 0);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void manyThreadsSeeOneAccessLayer() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (DatabaseManager manager = Managers.connect(TWO)) {
            NamedConnection a = manager.connection("a");
            CountDownLatch start = new CountDownLatch(1);
            List<Future<DataSource>> seen =
                    java.util.stream.IntStream.range(0, 8)
                            .mapToObj(
                                    i ->
                                            threads.submit(
                                                    () -> {
                                                        start.await();
                                                        return a.access(DataSource.class);
                                                    }))
                            .toList();
            start.countDown();
            for (Future<DataSource> each : seen) {
                assertThat(each.get()).isSameAs(a.access(DataSource.class));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anAccessLayerThatNobodyOffersIsAnErrorThatListsThoseThereAre() {
        try (DatabaseManager manager = Managers.connect(TWO)) {
            assertThatThrownBy(() -> manager.connection("a").access(StringBuilder.class))
                    .isInstanceOfSatisfying(
                            UnsupportedAccessException.class,
                            error -> {
                                assertThat(error.requiredClient()).isEmpty();
                                assertThat(error.offered()).containsExactly(DataSource.class);
                            })
                    .hasMessage(
                            "connection 'a' is h2 and offers DataSource; no plugin on the class path"
                                    + " offers java.lang.StringBuilder");
        }
    }

    @Test
    void pluginsAreListedWithWhereTheyComeFrom() {
        try (DatabaseManager manager = Managers.load(TWO)) {
            assertThat(manager.plugins())
                    .extracting(PluginInfo::id)
                    .containsExactlyInAnyOrder("h2", "faulty", "rogue", "jdbc");
            assertThat(manager.plugins())
                    .allSatisfy(plugin -> assertThat(plugin.location()).isNotEmpty());
        }
    }
}
