package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultyProvider;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.Health;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconnectTest {

    private final String database = Managers.freshDatabase();
    private final FaultyProvider.Faults faults = FaultyProvider.of(database);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void handlesKeepWorkingAcrossAReconnect() throws Exception {
        try (DatabaseManager manager = connect("")) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            a.reconnect();
            assertThat(a.access(DataSource.class)).isSameAs(jdbc);
            try (Connection connection = jdbc.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
            Managers.await(() -> faults.open.get() == 1);
        }
        assertThat(faults.open).hasValue(0);
    }

    @Test
    void workInFlightOnTheOldPoolFinishes() throws Exception {
        try (DatabaseManager manager = connect("")) {
            NamedConnection a = manager.connection("a");
            Connection inFlight = a.access(DataSource.class).getConnection();
            a.reconnect();
            assertThat(inFlight.isValid(1)).isTrue();
            assertThat(faults.open).hasValue(2);
            inFlight.close();
            Managers.await(() -> faults.open.get() == 1);
        }
    }

    @Test
    void workThatOutlastsTheDrainLimitIsCutOff() throws Exception {
        try (DatabaseManager manager = connect("shutdown-timeout = 50ms")) {
            NamedConnection a = manager.connection("a");
            Connection inFlight = a.access(DataSource.class).getConnection();
            a.reconnect();
            Managers.await(() -> faults.open.get() == 1);
            assertThatThrownBy(() -> inFlight.createStatement().execute("select 1"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void threadsThatWaitInTheOldPoolAreServedByTheNewOne() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 1, acquire-timeout = 20s")) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            Connection held = jdbc.getConnection();
            List<Future<Boolean>> waiting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiting.add(
                        threads.submit(
                                () -> {
                                    try (Connection connection = jdbc.getConnection()) {
                                        return connection.isValid(1)
                                                && !Thread.currentThread().isInterrupted();
                                    }
                                }));
            }
            Managers.await(() -> a.stats().pool().pending() == 5);
            a.reconnect();
            for (Future<Boolean> each : waiting) {
                assertThat(each.get()).isTrue();
            }
            assertThat(held.isValid(1)).isTrue();
            held.close();
            assertThat(a.stats().pool().waits()).isEqualTo(5);
        }
    }

    @Test
    void threadsThatWaitWhenTheManagerIsClosedAreToldSo() throws Exception {
        DatabaseManager manager = connect("max-open-conns = 1, shutdown-timeout = 50ms");
        NamedConnection a = manager.connection("a");
        DataSource jdbc = a.access(DataSource.class);
        try (Connection held = jdbc.getConnection()) {
            assertThat(held).isNotNull();
            Future<Connection> waiting = threads.submit(() -> jdbc.getConnection());
            Managers.await(() -> a.stats().pool().pending() == 1);
            manager.close();
            assertThatThrownBy(waiting::get).hasRootCauseMessage("connection 'a' is closed");
        }
        assertThat(faults.open).hasValue(0);
    }

    @Test
    void aFailedReconnectLeavesTheOldPoolServing() throws Exception {
        try (DatabaseManager manager = connect("retry-attempts = 2, retry-delay = 1ms")) {
            NamedConnection a = manager.connection("a");
            faults.refusals.set(2);
            assertThatThrownBy(a::reconnect)
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageMatching(
                            "a connection could not be opened:\n"
                                    + "  - a: refused \\(2 attempts in \\d+ ms\\)");
            try (Connection connection = a.access(DataSource.class).getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void manyThreadsAtOnceMakeOneReconnect() throws Exception {
        try (DatabaseManager manager = connect("")) {
            NamedConnection a = manager.connection("a");
            int before = faults.attempts.get();
            faults.delay = Duration.ofMillis(300);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    a.reconnect();
                                    return null;
                                }));
            }
            start.countDown();
            for (Future<?> each : calls) {
                each.get();
            }
            assertThat(faults.attempts.get() - before).isEqualTo(1);
        }
    }

    @Test
    void closingWhileReconnectingLeavesNothingOpen() throws Exception {
        DatabaseManager manager = connect("");
        NamedConnection a = manager.connection("a");
        int before = faults.attempts.get();
        faults.delay = Duration.ofMillis(300);
        Future<?> reconnecting = threads.submit(a::reconnect);
        Managers.await(() -> faults.attempts.get() > before);
        manager.close();
        assertThatThrownBy(reconnecting::get).hasMessageContaining("connection 'a' is closed");
        Managers.await(() -> faults.opened.get() == 2 && faults.open.get() == 0);
    }

    @Test
    void aDatabaseFoundDownIsReconnectedToWhenItIsBack() throws Exception {
        try (DatabaseManager manager =
                connect("health-check-interval = 30ms, retry-attempts = 1")) {
            NamedConnection a = manager.connection("a");
            faults.refusals.set(Integer.MAX_VALUE);
            faults.dead = true;
            Managers.await(() -> a.health().status() == Status.DOWN);
            Health down = a.health();
            assertThat(down.cause()).isPresent();
            Managers.await(() -> a.health().consecutiveFailures() > 1);
            assertThat(a.health().since()).isEqualTo(down.since());
            faults.dead = false;
            faults.refusals.set(0);
            Managers.await(() -> a.health().status() == Status.UP);
            assertThat(a.health().consecutiveFailures()).isZero();
        }
    }

    @Test
    void whatFailsAtOnceIsNotSaidToBeSlow() {
        try (DatabaseManager manager = connect("enable-auto-reconnect = false")) {
            faults.invalid = true;
            assertThat(manager.connection("a").healthCheck().cause())
                    .hasValue("the driver says that a physical connection is broken");
        }
    }

    @Test
    void aFullPoolForWhichNobodyWaitsIsUp() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 1")) {
            NamedConnection a = manager.connection("a");
            try (Connection held = a.access(DataSource.class).getConnection()) {
                assertThat(held).isNotNull();
                assertThat(a.healthCheck().status()).isEqualTo(Status.UP);
            }
        }
    }

    @Test
    void aFullPoolForWhichCallersWaitIsDegradedAndNotDown() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 1")) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            Future<?> waiting;
            try (Connection held = jdbc.getConnection()) {
                assertThat(held).isNotNull();
                waiting =
                        threads.submit(
                                () -> {
                                    jdbc.getConnection().close();
                                    return null;
                                });
                Managers.await(() -> a.stats().pool().pending() == 1);
                Health found = manager.healthCheck().get("a");
                assertThat(found.status()).isEqualTo(Status.DEGRADED);
                assertThat(found.isAlive()).isTrue();
                assertThat(found.cause())
                        .hasValue(
                                "the pool is exhausted: all 1 connections are in use, and callers"
                                        + " waiting: 1");
            }
            waiting.get();
            assertThat(a.healthCheck().status()).isEqualTo(Status.UP);
        }
    }

    @Test
    void aFullPoolForWhichCallersHaveWaitedInVainIsDegradedAtOneCheck() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 1, acquire-timeout = 300ms")) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            assertThat(a.healthCheck().status()).isEqualTo(Status.UP);
            try (Connection held = jdbc.getConnection()) {
                assertThat(held).isNotNull();
                assertThatThrownBy(jdbc::getConnection).isInstanceOf(SQLException.class);
                Health found = a.healthCheck();
                assertThat(found.status()).isEqualTo(Status.DEGRADED);
                assertThat(found.cause())
                        .hasValue(
                                "the pool is exhausted: all 1 connections are in use, and callers"
                                        + " who got none since the last check: 1");
                assertThat(a.healthCheck().status()).isEqualTo(Status.UP);
            }
        }
    }

    @Test
    void aHangingDatabaseIsDownWithinItsLimitAndDelaysNoOther() {
        faults.delay = Duration.ZERO;
        String other = Managers.freshDatabase();
        try (DatabaseManager manager =
                Managers.connect(
                        "dbmanager.connections { a { type = faulty, max-open-conns = 1,"
                                + " connect-timeout = 300ms, shutdown-timeout = 0, database = "
                                + database
                                + " }, b { type = h2, database = "
                                + other
                                + " } }")) {
            NamedConnection a = manager.connection("a");
            try (Connection held = a.access(DataSource.class).getConnection()) {
                assertThat(held).isNotNull();
                faults.delay = Duration.ofSeconds(30);
                var found = manager.healthCheck();
                assertThat(found.get("a").status()).isEqualTo(Status.DOWN);
                assertThat(found.get("a").cause()).hasValue("no answer within 300 ms");
                assertThat(found.get("b").status()).isEqualTo(Status.UP);
            } catch (SQLException e) {
                throw new AssertionError(e);
            } finally {
                faults.delay = Duration.ZERO;
            }
        }
    }

    @Test
    void whoeverWaitsForACheckIsToldWhenTheManagerIsClosed() throws Exception {
        DatabaseManager manager =
                connect("max-open-conns = 1, connect-timeout = 60s, shutdown-timeout = 0");
        NamedConnection a = manager.connection("a");
        int before = faults.attempts.get();
        try (Connection held = a.access(DataSource.class).getConnection()) {
            assertThat(held).isNotNull();
            faults.delay = Duration.ofSeconds(30);
            Future<Health> checking = threads.submit(a::healthCheck);
            Managers.await(() -> faults.attempts.get() > before);
            manager.close();
            assertThat(checking.get().status()).isEqualTo(Status.CLOSED);
        }
    }

    private DatabaseManager connect(String settings) {
        return Managers.connect(
                "dbmanager.connections.a { type = faulty, database = "
                        + database
                        + "\n"
                        + settings
                        + " }");
    }
}
