package io.dbm.it.reference;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.it.reference.TestDatabase.Held;
import java.time.Duration;

/** Limits of time, and the pauses between attempts; the same on every type. */
final class TimeEvidence {

    private TimeEvidence() {}

    static void aStatementIsEnded(TestDatabase database) throws Exception {
        try (DatabaseManager manager = database.connect("query-timeout = 1s")) {
            NamedConnection it = Managers.it(manager);
            long start = System.nanoTime();
            Throwable failure = catchThrowable(() -> database.useForLong(it));
            assertThat(failure).isNotNull();
            assertThat(Work.since(start)).isBetween(Duration.ofMillis(990), Duration.ofSeconds(9));
            database.use(it);
        }
    }

    static void workInFlightIsCutOff(TestDatabase database) throws Exception {
        DatabaseManager manager = database.connect("shutdown-timeout = 400ms");
        try (Held held = database.hold(Managers.it(manager))) {
            assertThat(held.isAlive()).isTrue();
            long start = System.nanoTime();
            manager.close();
            assertThat(Work.since(start)).isBetween(Duration.ofMillis(390), Duration.ofSeconds(9));
            await(() -> !held.isAlive());
        }
    }

    static void asManyAttemptsAreMade(TestDatabase database) throws Exception {
        assertThat(refusal(database, "retry-attempts = 4, retry-delay = 1ms"))
                .contains(" (4 attempts in ");
        assertThat(refusal(database, "retry-attempts = 1")).contains(" (1 attempt in ");
    }

    /** Without a delay 5 attempts would otherwise take 7.5 s. */
    static void asLongIsThePause(TestDatabase database) throws Exception {
        assertThat(millis(database, "retry-attempts = 5, retry-delay = 0")).isLessThan(5000);
        assertThat(
                        millis(
                                database,
                                "retry-attempts = 4, retry-delay = 400ms, retry-max-delay = 400ms"))
                .isGreaterThanOrEqualTo(600);
    }

    /** 6 pauses that doubled would take 6.3 s at least. */
    static void thePauseGrowsNoMore(TestDatabase database) throws Exception {
        assertThat(
                        millis(
                                database,
                                "retry-attempts = 7, retry-delay = 200ms, retry-max-delay = 200ms"))
                .isBetween(600, 6000);
    }

    private static int millis(TestDatabase database, String settings) throws Exception {
        String refusal = refusal(database, settings);
        String millis = refusal.replaceFirst("(?s).* \\(\\d attempts in (\\d+) ms.*", "$1");
        return Integer.parseInt(millis);
    }

    private static String refusal(TestDatabase database, String settings) throws Exception {
        return Managers.refusal(database.settingsOfNothing(), settings);
    }
}
