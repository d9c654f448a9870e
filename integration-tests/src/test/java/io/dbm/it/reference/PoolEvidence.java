package io.dbm.it.reference;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.PoolStats;
import io.dbm.it.reference.TestDatabase.Held;
import java.time.Duration;

/** How many connections there are, and for how long; the same on every type. */
final class PoolEvidence {

    private PoolEvidence() {}

    static void theThirdOfTwoWaitsInVain(TestDatabase database) throws Exception {
        try (DatabaseManager manager =
                database.connect("max-open-conns = 2, acquire-timeout = 1s")) {
            NamedConnection it = Managers.it(manager);
            try (Held first = database.hold(it);
                    Held second = database.hold(it)) {
                assertThat(catchThrowable(() -> database.use(it))).isNotNull();
                assertThat(second.isAlive()).isTrue();
                first.close();
                database.use(it);
                assertThat(stats(it).open()).isEqualTo(2);
            }
        }
    }

    static void thoseAboveTheCeilingAreClosed(TestDatabase database) throws Exception {
        try (DatabaseManager manager = database.connect("max-open-conns = 3, max-idle-conns = 1")) {
            NamedConnection it = Managers.it(manager);
            try (Held first = database.hold(it);
                    Held second = database.hold(it);
                    Held third = database.hold(it)) {
                assertThat(stats(it).inUse()).isEqualTo(3);
            }
            await(() -> stats(it).idle() == 1 && stats(it).open() == 1);
        }
    }

    static void theFloorIsKeptOpen(TestDatabase database) throws Exception {
        try (DatabaseManager manager = database.connect("max-open-conns = 4, min-idle-conns = 3")) {
            NamedConnection it = Managers.it(manager);
            await(() -> stats(it).idle() == 3);
        }
    }

    static void theOldAreClosed(TestDatabase database) throws Exception {
        try (DatabaseManager manager =
                database.connect("conn-max-lifetime = 500ms, conn-max-idle-time = 0")) {
            NamedConnection it = Managers.it(manager);
            await(() -> stats(it).open() == 0);
            database.use(it);
            assertThat(stats(it).borrowTimeouts()).isZero();
        }
    }

    static void theIdleAreClosed(TestDatabase database) throws Exception {
        try (DatabaseManager manager =
                database.connect("conn-max-idle-time = 500ms, conn-max-lifetime = 0")) {
            NamedConnection it = Managers.it(manager);
            await(() -> stats(it).open() == 0);
            database.use(it);
            assertThat(stats(it).borrowTimeouts()).isZero();
        }
    }

    /** Nobody borrows, and nobody checks: the pool itself finds out. */
    static void theDeadAreFoundUnused(TestDatabase database) throws Exception {
        try (DatabaseManager manager =
                database.connect(
                        "keep-alive-interval = 100ms, health-check-interval = 0",
                        "enable-auto-reconnect = false")) {
            NamedConnection it = Managers.it(manager);
            assertThat(stats(it).open()).isEqualTo(1);
            database.breakDown();
            await(() -> stats(it).open() == 0);
            database.mend();
        }
    }

    /** Whoever waits longer than the limit is told so, in the words of the type's own client. */
    static Evidence<TestDatabase> aBorrowEndsInTime(String message) {
        return database -> {
            try (DatabaseManager manager =
                    database.connect("max-open-conns = 1, acquire-timeout = 300ms")) {
                NamedConnection it = Managers.it(manager);
                try (Held held = database.hold(it)) {
                    long start = System.nanoTime();
                    Throwable failure = catchThrowable(() -> database.use(it));
                    assertThat(Work.since(start))
                            .isBetween(Duration.ofMillis(290), Duration.ofSeconds(5));
                    assertThat(failure).hasMessageMatching(message);
                    assertThat(held.isAlive()).isTrue();
                }
            }
        };
    }

    private static PoolStats stats(NamedConnection connection) {
        return connection.stats().pool();
    }
}
