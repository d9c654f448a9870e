package io.dbm.core;

import com.example.faulty.FaultyProvider;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Databases that do not answer any more, and take nothing from the others. */
@Timeout(60)
class SilentDatabasesTest {

    private final String database = Managers.freshDatabase();
    private final FaultyProvider.Faults faults = FaultyProvider.of(database);
    private final CountDownLatch silence = new CountDownLatch(1);

    @AfterEach
    void end() {
        faults.silence = Optional.empty();
        silence.countDown();
    }

    @Test
    void anIdleConnectionThatIsKeptAliveHoldsUpNoTimer() throws Exception {
        try (DatabaseManager manager =
                Managers.connect(
                        """
                        dbmanager.connections {
                          silent { type = faulty, keep-alive-interval = 100ms, database = %s
                                   health-check-interval = 0 }
                          good { type = h2, database = %s, health-check-interval = 100ms }
                        }
                        """
                                .formatted(database, Managers.freshDatabase()))) {
            faults.silence = Optional.of(silence);
            Managers.await(() -> faults.waiting.get() == 1);
            awaitChecks(manager.connection("good"), 3);
        }
    }

    private static void awaitChecks(NamedConnection connection, int checks)
            throws InterruptedException {
        for (int i = 0; i < checks; i++) {
            Optional<Instant> latest = connection.health().checkedAt();
            Managers.await(() -> !connection.health().checkedAt().equals(latest));
        }
    }
}
