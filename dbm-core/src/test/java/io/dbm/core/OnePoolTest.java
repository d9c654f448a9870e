package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultyProvider;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.PoolStats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnePoolTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void afterConnectOnePhysicalConnectionIsOpenAndIdle() {
        try (DatabaseManager manager = connect("max-open-conns = 3")) {
            PoolStats pool = stats(manager);
            assertThat(pool)
                    .isEqualTo(PoolStats.builder().open(1).idle(1).max(3).opened(1).build());
        }
    }

    /** The pool itself looks for room only as a caller begins to wait. */
    @Test
    void aCallerIsServedWhenAConnectionIsClosedInsteadOfGivenBack() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 1, acquire-timeout = 30s")) {
            DataSource jdbc = jdbc(manager);
            Connection held = jdbc.getConnection();
            Future<Connection> waiting = threads.submit(() -> jdbc.getConnection());
            Managers.await(() -> stats(manager).pending() == 1);
            held.abort(Runnable::run);
            held.close();
            waiting.get(10, TimeUnit.SECONDS).close();
        }
    }

    @Test
    void aBorrowThatFindsNoIdleConnectionIsCountedAsAWait() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 1")) {
            DataSource jdbc = jdbc(manager);
            Connection held = jdbc.getConnection();
            assertThat(stats(manager).waits()).isZero();
            Future<Connection> waiting = threads.submit(() -> jdbc.getConnection());
            Managers.await(() -> stats(manager).pending() == 1);
            assertThat(stats(manager).inUse()).isEqualTo(1);
            held.close();
            waiting.get().close();
            PoolStats pool = stats(manager);
            assertThat(pool.waits()).isEqualTo(1);
            assertThat(pool.waitTime()).isPositive();
            assertThat(pool.pending()).isZero();
            assertThat(pool.borrowTimeouts()).isZero();
        }
    }

    @Test
    void aBorrowThatGetsNoneInTimeSaysWhy() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 1, acquire-timeout = 40ms")) {
            DataSource jdbc = jdbc(manager);
            try (Connection held = jdbc.getConnection()) {
                assertThat(held).isNotNull();
                assertThatThrownBy(jdbc::getConnection)
                        .isInstanceOf(SQLTransientConnectionException.class)
                        .hasMessage(
                                "connection 'a': no JDBC connection was free within acquire-timeout"
                                        + " 40 ms; 1 of max-open-conns 1 are in use and 0 more"
                                        + " callers wait");
            }
            assertThat(stats(manager).borrowTimeouts()).isEqualTo(1);
        }
    }

    @Test
    void aThreadThatWaitsCanBeInterrupted() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 1")) {
            DataSource jdbc = jdbc(manager);
            try (Connection held = jdbc.getConnection()) {
                assertThat(held).isNotNull();
                List<Throwable> seen = new ArrayList<>();
                Thread waiter =
                        new Thread(
                                () -> {
                                    try {
                                        jdbc.getConnection().close();
                                    } catch (SQLException e) {
                                        seen.add(e);
                                    }
                                    if (!Thread.currentThread().isInterrupted()) {
                                        seen.add(new AssertionError("the interrupt was lost"));
                                    }
                                });
                waiter.start();
                Managers.await(() -> stats(manager).pending() == 1);
                waiter.interrupt();
                waiter.join(TimeUnit.SECONDS.toMillis(5));
                assertThat(seen)
                        .singleElement()
                        .satisfies(
                                e ->
                                        assertThat(e)
                                                .hasRootCauseInstanceOf(
                                                        InterruptedException.class));
            }
        }
    }

    @Test
    void shortIdleTimesAndLifetimesAreKept() throws Exception {
        String database = Managers.freshDatabase();
        FaultyProvider.Faults faults = FaultyProvider.of(database);
        try (DatabaseManager manager =
                Managers.connect(
                        "dbmanager.connections.a { type = faulty, conn-max-idle-time = 500ms,"
                                + " database = "
                                + database
                                + " }")) {
            assertThat(faults.open).hasValue(1);
            Managers.await(() -> stats(manager).open() == 0 && faults.open.get() == 0);
        }
        try (DatabaseManager manager =
                Managers.connect(
                        "dbmanager.connections.a { type = faulty, conn-max-lifetime = 500ms,"
                                + " database = "
                                + database
                                + " }")) {
            Managers.await(() -> stats(manager).open() == 0 && faults.open.get() == 0);
        }
    }

    @Test
    void settingsForEveryPoolOfTheJvmDoNotReachThisOne(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("hikari.properties");
        Files.writeString(
                file,
                "autoCommit=false\nreadOnly=true\nconnectionInitSql=no sql\nusername=x\npassword=y\n");
        System.setProperty("hikaricp.configurationFile", file.toString());
        try (DatabaseManager manager = connect("");
                Connection connection = jdbc(manager).getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isReadOnly()).isFalse();
        } finally {
            System.clearProperty("hikaricp.configurationFile");
        }
    }

    @Test
    void healthChecksDoNotKeepAnIdleConnectionOpen() throws Exception {
        try (DatabaseManager manager =
                connect("conn-max-idle-time = 600ms, health-check-interval = 50ms")) {
            assertThat(stats(manager).open()).isEqualTo(1);
            Managers.await(() -> stats(manager).open() == 0);
        }
    }

    @Test
    void idleConnectionsAboveTheCeilingAreClosed() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 4, max-idle-conns = 1")) {
            DataSource jdbc = jdbc(manager);
            List<Connection> burst = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                burst.add(jdbc.getConnection());
            }
            for (Connection each : burst) {
                each.close();
            }
            assertThat(stats(manager).idle()).isEqualTo(4);
            Managers.await(() -> stats(manager).idle() == 1);
            assertThat(stats(manager).open()).isEqualTo(1);
        }
    }

    @Test
    void theFloorOfIdleConnectionsIsKeptOpen() throws Exception {
        try (DatabaseManager manager = connect("min-idle-conns = 3")) {
            Managers.await(() -> stats(manager).idle() == 3);
        }
    }

    @Test
    void aConnectionGoesBackAsItWas() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 1")) {
            DataSource jdbc = jdbc(manager);
            int isolation;
            try (Connection first = jdbc.getConnection()) {
                isolation = first.getTransactionIsolation();
                first.setAutoCommit(false);
                first.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                first.createStatement().execute("create table if not exists t (n int)");
                first.createStatement().execute("insert into t values (1)");
            }
            try (Connection second = jdbc.getConnection()) {
                assertThat(second.getAutoCommit()).isTrue();
                assertThat(second.getTransactionIsolation()).isEqualTo(isolation);
                try (var rows = second.createStatement().executeQuery("select n from t")) {
                    assertThat(rows.next()).isFalse();
                }
            }
        }
    }

    @Test
    void theHandleHasOneUserAndShowsNoPool() throws Exception {
        try (DatabaseManager manager = connect("")) {
            DataSource jdbc = jdbc(manager);
            assertThatThrownBy(() -> jdbc.getConnection("me", "secret"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageNotContaining("secret");
            assertThat(jdbc.isWrapperFor(DataSource.class)).isTrue();
            assertThatThrownBy(() -> jdbc.unwrap(Duration.class)).isInstanceOf(SQLException.class);
            assertThat(jdbc).hasToString("DataSource of connection 'a'");
        }
    }

    private static DatabaseManager connect(String settings) {
        return Managers.connect(
                "dbmanager.connections.a { type = h2, database = "
                        + Managers.freshDatabase()
                        + "\n"
                        + settings
                        + " }");
    }

    private static PoolStats stats(DatabaseManager manager) {
        return manager.connection("a").stats().pool();
    }

    private static DataSource jdbc(DatabaseManager manager) {
        NamedConnection a = manager.connection("a");
        return a.access(DataSource.class);
    }
}
