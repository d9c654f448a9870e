package io.dbm.it.reference;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import io.dbm.it.reference.TestDatabase.Held;
import java.time.Instant;

/** What happens by itself while a connection is open; the same on every type. */
final class HealthEvidence {

    private static final String ONCE = "retry-attempts = 1, connect-timeout = 1s";

    private HealthEvidence() {}

    static void itIsCheckedByItself(TestDatabase database) throws Exception {
        try (DatabaseManager manager = database.connect("health-check-interval = 50ms")) {
            NamedConnection it = Managers.it(manager);
            awaitChecks(it, 2);
        }
    }

    static void itStartsAsWritten(TestDatabase database) throws Exception {
        try (DatabaseManager manager = database.connect("start = lazy")) {
            NamedConnection it = Managers.it(manager);
            assertThat(it.health().status()).isEqualTo(Status.NOT_CONNECTED);
            database.use(it);
            assertThat(it.health().status()).isEqualTo(Status.UP);
        }
        assertThat(Managers.refusal(database.settingsOfNothing(), ONCE, "start = fail-fast"))
                .isNotEmpty();
        try (DatabaseManager manager = withoutDatabase(database, "start = tolerate")) {
            assertThat(Managers.it(manager).health().status()).isEqualTo(Status.DOWN);
        }
    }

    static void theManagerIsDownWithIt(TestDatabase database) throws Exception {
        try (DatabaseManager manager = withoutDatabase(database, "start = tolerate")) {
            assertThat(manager.health().status()).isEqualTo(Status.DOWN);
        }
        try (DatabaseManager manager =
                withoutDatabase(database, "start = tolerate, required = false")) {
            assertThat(manager.health().status()).isEqualTo(Status.DEGRADED);
        }
    }

    private static DatabaseManager withoutDatabase(TestDatabase database, String settings)
            throws Exception {
        return Managers.connect(database.settingsOfNothing(), ONCE, settings);
    }

    static void callersWaitOrFail(TestDatabase database) throws Exception {
        assertThat(borrowedWhenDown(database, "borrow-when-down = wait, acquire-timeout = 300ms"))
                .hasMessageContaining("was not back within acquire-timeout 300 ms");
        assertThat(borrowedWhenDown(database, "borrow-when-down = fail, acquire-timeout = 1h"))
                .hasMessageContaining("connection 'it' is down: ");
    }

    private static Throwable borrowedWhenDown(TestDatabase database, String settings)
            throws Exception {
        try (DatabaseManager manager = afterAnOutage(database, settings)) {
            NamedConnection it = Managers.it(manager);
            try (Held held = database.hold(it)) {
                database.breakDown();
                await(() -> it.health().status() == Status.DOWN);
                Throwable failure = catchThrowable(() -> database.use(it));
                database.mend();
                return failure;
            }
        }
    }

    private static void awaitChecks(NamedConnection it, int number) throws InterruptedException {
        for (int i = 0; i < number; i++) {
            Instant before = it.health().checkedAt().orElse(Instant.MIN);
            await(() -> it.health().checkedAt().orElse(Instant.MIN).isAfter(before));
        }
    }

    /** A connection that was borrowed before tells the pools apart: it is in use in the old one. */
    static void thePoolIsReplacedAfterAnOutage(TestDatabase database) throws Exception {
        try (DatabaseManager manager = afterAnOutage(database, "enable-auto-reconnect = true")) {
            NamedConnection it = Managers.it(manager);
            try (Held held = database.hold(it)) {
                breakDownAndMend(database, it);
                await(() -> it.stats().pool().inUse() == 0);
            }
        }
        try (DatabaseManager manager = afterAnOutage(database, "enable-auto-reconnect = false")) {
            NamedConnection it = Managers.it(manager);
            try (Held held = database.hold(it)) {
                breakDownAndMend(database, it);
                awaitChecks(it, 3);
                assertThat(it.stats().pool().inUse()).isEqualTo(1);
            }
        }
    }

    private static DatabaseManager afterAnOutage(TestDatabase database, String settings) {
        return database.connect(
                "health-check-interval = 50ms, max-open-conns = 1",
                "retry-attempts = 1000, retry-delay = 20ms",
                "connect-timeout = 2s, shutdown-timeout = 1s",
                settings);
    }

    private static void breakDownAndMend(TestDatabase database, NamedConnection it)
            throws Exception {
        database.breakDown();
        await(() -> it.health().status() == Status.DOWN);
        database.mend();
        await(() -> it.health().isAlive());
    }
}
