package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultyProvider;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that goes away and comes back, with nobody doing anything about it. */
@Timeout(60)
class RecoveryTest {

    private final String database = Managers.freshDatabase();
    private final FaultyProvider.Faults faults = FaultyProvider.of(database);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void callersWaitForADatabaseThatIsDownAndAreServedWhenItIsBack() throws Exception {
        try (DatabaseManager manager = connect("acquire-timeout = 30s")) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            goDown();
            assertThat(a.healthCheck().status()).isEqualTo(Status.DOWN);
            List<Future<Boolean>> callers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                callers.add(threads.submit(() -> isServed(jdbc)));
            }
            Managers.await(() -> a.stats().pool().pending() == 5);
            comeBack();
            for (Future<Boolean> caller : callers) {
                assertThat(caller.get()).isTrue();
            }
            assertThat(a.health().status()).isEqualTo(Status.UP);
            assertThat(a.stats().pool().waits()).isGreaterThanOrEqualTo(5);
        }
    }

    /** Nobody has to wait for the next regular check. */
    @Test
    void aPoolThatCannotOpenAConnectionHasTheDatabaseChecked() throws Exception {
        try (DatabaseManager manager = connect("acquire-timeout = 30s")) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            try (Connection held = jdbc.getConnection()) {
                goDown();
                Future<Boolean> caller = threads.submit(() -> isServed(jdbc));
                Managers.await(() -> a.health().status() == Status.DOWN);
                comeBack();
                assertThat(caller.get()).isTrue();
                assertThat(held.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void aCallerWhoWaitsInVainIsToldWhy() {
        try (DatabaseManager manager = connect("acquire-timeout = 200ms")) {
            NamedConnection a = manager.connection("a");
            goDown();
            a.healthCheck();
            assertThatThrownBy(() -> a.access(DataSource.class).getConnection())
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessageMatching(
                            "connection 'a' is down, and was not back within acquire-timeout 200 ms:"
                                    + " .+ \\(since .+Z\\)");
            assertThatThrownBy(() -> a.database().update("delete from word"))
                    .hasMessageMatching(
                            "connection 'a' is down, and was not back within acquire-timeout 200 ms:"
                                    + " .+ \\(since .+Z\\)");
            comeBack();
        }
    }

    @Test
    void callersFailAtOnceWhereTheyAreTo() {
        try (DatabaseManager manager = connect("acquire-timeout = 1h, borrow-when-down = fail")) {
            NamedConnection a = manager.connection("a");
            goDown();
            a.healthCheck();
            assertThatThrownBy(() -> a.access(DataSource.class).getConnection())
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessageStartingWith("connection 'a' is down: ");
            comeBack();
        }
    }

    @Test
    void aRefusedLoginEndsTheSearchUntilAReconnectByHand() throws Exception {
        try (DatabaseManager manager = connect("acquire-timeout = 1h")) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            faults.refusalState = "28000";
            goDown();
            a.healthCheck();
            Managers.await(() -> refusalOf(jdbc).contains("not tried again before reconnect()"));
            int attempts = faults.attempts.get();
            a.healthCheck();
            manager.healthCheck();
            assertThat(refusalOf(jdbc)).startsWith("connection 'a' is down: refused; not tried");
            assertThat(faults.attempts).hasValue(attempts);
            comeBack();
            a.reconnect();
            assertThat(isServed(jdbc)).isTrue();
            assertThat(a.health().status()).isEqualTo(Status.UP);
        }
    }

    /** The connections that there are still serve; whoever wants one more is told why not. */
    @Test
    void aPoolThatIsRefusedALoginDoesNotAskAgainAndAgain() throws Exception {
        try (DatabaseManager manager = connect("acquire-timeout = 300ms")) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            try (Connection held = jdbc.getConnection()) {
                int attempts = faults.attempts.get();
                faults.refusalState = "28000";
                faults.refusals.set(Integer.MAX_VALUE);
                for (int i = 0; i < 3; i++) {
                    assertThat(refusalOf(jdbc)).contains("refused");
                }
                assertThat(faults.attempts.get() - attempts).isLessThanOrEqualTo(2);
                assertThat(held.isValid(1)).isTrue();
                assertThat(a.healthCheck().status()).isEqualTo(Status.DEGRADED);
            }
            assertThat(isServed(jdbc)).isTrue();
            comeBack();
            a.reconnect();
            assertThat(isServed(jdbc)).isTrue();
        }
    }

    @Test
    void withoutAutoReconnectNobodyLooksForTheDatabase() throws Exception {
        try (DatabaseManager manager =
                connect("enable-auto-reconnect = false, acquire-timeout = 300ms")) {
            NamedConnection a = manager.connection("a");
            goDown();
            assertThat(a.healthCheck().status()).isEqualTo(Status.DOWN);
            int attempts = faults.attempts.get();
            assertThat(a.health().consecutiveFailures()).isOne();
            comeBack();
            assertThat(a.healthCheck().status()).isEqualTo(Status.UP);
            assertThat(faults.attempts.get() - attempts).isLessThanOrEqualTo(1);
        }
    }

    /** A probe that hangs is not waited for. */
    @Test
    void aProbeThatHangsKeepsNoOtherFromFindingTheDatabase() throws Exception {
        try (DatabaseManager manager =
                connect("acquire-timeout = 50s, connect-timeout = 4s, min-idle-conns = 0")) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            goDown();
            a.healthCheck();
            int before = faults.attempts.get();
            faults.delay = Duration.ofHours(1);
            Future<Boolean> caller = threads.submit(() -> isServed(jdbc));
            Managers.await(() -> faults.attempts.get() > before + 1);
            faults.delay = Duration.ZERO;
            comeBack();
            assertThat(caller.get()).isTrue();
        }
    }

    /** Or else callers would wait that much longer after the network is mended. */
    @ParameterizedTest
    @ValueSource(ints = {80, 3_600_000})
    void probesThatHangFollowOneAnotherWithinATenthOfASecond(int millis) throws Exception {
        try (DatabaseManager manager = connect("acquire-timeout = 50s, connect-timeout = 1s")) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            goDown();
            a.healthCheck();
            faults.delay = Duration.ofMillis(millis);
            Future<Boolean> caller = threads.submit(() -> isServed(jdbc));
            Managers.await(() -> a.stats().pool().pending() == 1);
            awaitProbe(); // it may come early, for this caller
            long latest = awaitProbe();
            List<Long> gapMillis = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                long probe = awaitProbe();
                gapMillis.add(Duration.ofNanos(probe - latest).toMillis());
                latest = probe;
            }
            faults.delay = Duration.ZERO;
            comeBack();
            assertThat(caller.get()).isTrue();
            // a busy machine may be late for some, but not for all
            assertThat(gapMillis).anyMatch(gap -> gap < 125);
        }
    }

    /** Waits for the next probe to begin, and returns when it did. */
    private long awaitProbe() throws InterruptedException {
        int before = faults.attempts.get();
        while (faults.attempts.get() == before) {
            Thread.sleep(1);
        }
        return System.nanoTime();
    }

    /** Where they hang, there is a next one in good time, however many callers come. */
    @Test
    void callersDoNotUseUpTheProbesThatMayHang() throws Exception {
        try (DatabaseManager manager = connect("acquire-timeout = 50s, connect-timeout = 12s")) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            goDown();
            a.healthCheck();
            faults.delay = Duration.ofHours(1);
            int before = faults.attempts.get();
            long start = System.nanoTime();
            Future<Boolean> caller = threads.submit(() -> isServed(jdbc));
            for (int i = 1; i <= 15; i++) {
                long next = start + i * Duration.ofMillis(100).toNanos();
                Managers.await(() -> System.nanoTime() - next > 0);
                caller = threads.submit(() -> isServed(jdbc));
            }
            assertThat(faults.attempts.get() - before).isLessThan(6);
            faults.delay = Duration.ZERO;
            comeBack();
            assertThat(caller.get()).isTrue();
        }
    }

    @Test
    void aCheckThatHangsEndsWithTheManager() throws Exception {
        DatabaseManager manager = connect("connect-timeout = 50s");
        NamedConnection a = manager.connection("a");
        goDown();
        a.healthCheck();
        faults.delay = Duration.ofHours(1);
        int before = faults.attempts.get();
        Future<Status> check = threads.submit(() -> a.healthCheck().status());
        Managers.await(() -> faults.attempts.get() > before);
        manager.close();
        assertThat(check.get()).isEqualTo(Status.CLOSED);
    }

    @Test
    void closingWhileTheDatabaseIsDownLeavesNothing() throws Exception {
        DatabaseManager manager = connect("acquire-timeout = 1h");
        NamedConnection a = manager.connection("a");
        DataSource jdbc = a.access(DataSource.class);
        goDown();
        a.healthCheck();
        Future<Boolean> caller = threads.submit(() -> isServed(jdbc));
        Managers.await(() -> a.stats().pool().pending() == 1);
        manager.close();
        assertThatThrownBy(caller::get).hasRootCauseMessage("connection 'a' is closed");
        comeBack();
        assertThat(faults.open).hasValue(0);
    }

    @Test
    void aManualReconnectWhileTheDatabaseIsDownSaysSoAndTheSearchGoesOn() throws Exception {
        try (DatabaseManager manager = connect("retry-attempts = 1")) {
            NamedConnection a = manager.connection("a");
            goDown();
            a.healthCheck();
            assertThatThrownBy(a::reconnect)
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining("a: refused (1 attempt in ");
            comeBack();
            Managers.await(() -> a.health().status() == Status.UP);
            assertThat(isServed(a.access(DataSource.class))).isTrue();
        }
    }

    private void goDown() {
        faults.refusals.set(Integer.MAX_VALUE);
        faults.dead = true;
    }

    private void comeBack() {
        faults.dead = false;
        faults.refusals.set(0);
    }

    private static boolean isServed(DataSource jdbc) throws SQLException {
        try (Connection connection = jdbc.getConnection()) {
            return connection.isValid(1) && !Thread.currentThread().isInterrupted();
        }
    }

    private static String refusalOf(DataSource jdbc) {
        try (Connection connection = jdbc.getConnection()) {
            return "none: " + connection;
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private DatabaseManager connect(String settings) {
        return Managers.connect(
                "dbmanager.connections.a { type = faulty, health-check-interval = 0, database = "
                        + database
                        + "\n"
                        + settings
                        + " }");
    }
}
