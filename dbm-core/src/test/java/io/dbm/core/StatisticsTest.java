package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.PoolStats;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Why physical connections were closed, and which JDBC connections were not given back. */
@Timeout(60)
class StatisticsTest {

    @Test
    void aPhysicalConnectionThatHasLivedLongEnoughIsCountedOnce() throws Exception {
        try (DatabaseManager manager = connect("conn-max-lifetime = 1s, min-idle-conns = 3")) {
            Managers.await(() -> pool(manager).closedByLifetime() >= 6);
            assertThat(pool(manager).closedByIdleTime()).isZero();
        }
    }

    @Test
    void oneThatIsInUseWhenItsTimeIsOverIsCountedToo() throws Exception {
        try (DatabaseManager manager = connect("conn-max-lifetime = 1s, max-open-conns = 1")) {
            try (Connection held =
                    manager.connection("a").access(DataSource.class).getConnection()) {
                Managers.await(() -> pool(manager).closedByLifetime() == 1);
                assertThat(held.isValid(1)).isTrue();
            }
            assertThat(pool(manager).closedByLifetime()).isEqualTo(1);
        }
    }

    @Test
    void whatWasIdleForTooLongIsCounted() throws Exception {
        String settings = "conn-max-idle-time = 1s, conn-max-lifetime = 0, min-idle-conns = 1";
        try (DatabaseManager manager = connect(settings + ", max-idle-conns = 25")) {
            borrowAtOnce(manager, 5);
            Managers.await(() -> pool(manager).open() == 1);
            assertThat(pool(manager).closedByIdleTime()).isEqualTo(4);
            assertThat(pool(manager).closedByLifetime()).isZero();
        }
    }

    @Test
    void whatIsClosedForAnotherReasonIsNotCounted() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 2")) {
            NamedConnection a = manager.connection("a");
            borrowAtOnce(manager, 2);
            try (Connection broken = a.access(DataSource.class).getConnection()) {
                broken.abort(Runnable::run);
            }
            a.reconnect();
            assertThat(pool(manager).closedByIdleTime()).isZero();
            assertThat(pool(manager).closedByLifetime()).isZero();
        }
    }

    @Test
    void everyPhysicalConnectionThatThePoolGetsIsCounted() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 3, health-check-interval = 0")) {
            assertThat(pool(manager).opened()).isEqualTo(1);
            borrowAtOnce(manager, 3);
            assertThat(pool(manager).opened()).isEqualTo(3);
            manager.connection("a").reconnect();
            assertThat(pool(manager).opened()).isEqualTo(4);
        }
    }

    @Test
    void aConnectionThatIsKeptForTooLongIsALeak() throws Exception {
        try (DatabaseManager manager = connect("leak-detection-threshold = 100ms")) {
            DataSource jdbc = manager.connection("a").access(DataSource.class);
            jdbc.getConnection().close();
            try (Connection kept = jdbc.getConnection()) {
                Managers.await(() -> pool(manager).leaks() == 1);
                assertThat(kept.isValid(1)).isTrue();
            }
            assertThat(pool(manager).leaks()).isEqualTo(1);
        }
    }

    @Test
    void whoeverComesWhileOthersWaitIsServedAndCountsAsWellAsTheFirst() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 1, health-check-interval = 0")) {
            DataSource jdbc = manager.connection("a").access(DataSource.class);
            Callable<Boolean> borrower =
                    () -> {
                        try (Connection borrowed = jdbc.getConnection()) {
                            return borrowed.isValid(1);
                        }
                    };
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                Future<Boolean> first;
                Future<Boolean> second;
                try (Connection held = jdbc.getConnection()) {
                    first = threads.submit(borrower);
                    Managers.await(() -> pool(manager).pending() == 1);
                    second = threads.submit(borrower);
                    Managers.await(() -> pool(manager).pending() == 2);
                    assertThat(held.isValid(1)).isTrue();
                }
                assertThat(first.get()).isTrue();
                assertThat(second.get()).isTrue();
            } finally {
                threads.shutdown();
            }
            assertThat(pool(manager).waits()).isEqualTo(2);
        }
    }

    @Test
    void aReplacedPoolGoesOnCounting() throws Exception {
        try (DatabaseManager manager = connect("conn-max-lifetime = 500ms, min-idle-conns = 1")) {
            Managers.await(() -> pool(manager).closedByLifetime() >= 1);
            long before = pool(manager).closedByLifetime();
            manager.connection("a").reconnect();
            assertThat(pool(manager).closedByLifetime()).isGreaterThanOrEqualTo(before);
        }
    }

    private static DatabaseManager connect(String settings) {
        return Managers.connect(
                "dbmanager.connections.a { type = h2, database = "
                        + Managers.freshDatabase()
                        + ", "
                        + settings
                        + " }");
    }

    private static PoolStats pool(DatabaseManager manager) {
        return manager.connection("a").stats().pool();
    }

    private static void borrowAtOnce(DatabaseManager manager, int count) throws SQLException {
        List<Connection> borrowed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            borrowed.add(manager.connection("a").access(DataSource.class).getConnection());
        }
        for (Connection each : borrowed) {
            each.close();
        }
    }
}
