package io.dbm.it.reference;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import io.dbm.it.reference.TestDatabase.Held;
import java.time.Instant;

/** What happens by itself while a connection is open; the same on every type. */
final class HealthEvidence {

    private HealthEvidence() {}

    static void itIsCheckedByItself(TestDatabase database) throws Exception {
        try (DatabaseManager manager = database.connect("health-check-interval = 50ms")) {
            NamedConnection it = Managers.it(manager);
            awaitChecks(it, 2);
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
