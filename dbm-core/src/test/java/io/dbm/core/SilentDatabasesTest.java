package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.faulty.FaultyProvider;
import io.dbm.DatabaseManager;
import io.dbm.Health;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import io.dbm.core.internal.handle.Interruptible;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Databases that do not answer any more, and take nothing from the others. */
@Timeout(60)
class SilentDatabasesTest {

    private static final int SILENT = 60;
    private static final int GOOD = 20;

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

    @Test
    void aCheckWithAConnectionOfItsOwnIsCutOffWithoutTheConnectionOfALongTransaction()
            throws Exception {
        try (DatabaseManager manager =
                Managers.connect(
                        """
                        dbmanager.connections.busy {
                          type = faulty, database = %s, health-check-interval = 0
                          max-open-conns = 2, min-idle-conns = 0, conn-max-idle-time = 50ms
                        }
                        """
                                .formatted(database))) {
            NamedConnection busy = manager.connection("busy");
            DataSource pool = busy.access(DataSource.class);
            try (Connection longTransaction = pool.getConnection()) {
                pool.getConnection().close();
                busy.healthCheck();
                // a connection that only checks use is closed
                Managers.await(() -> busy.healthCheck() != null && faults.open.get() == 1);
                faults.silence = Optional.of(silence);
                CompletableFuture<Health> check = CompletableFuture.supplyAsync(busy::healthCheck);
                Managers.await(() -> faults.waiting.get() == 1);

                ((Interruptible) Objects.requireNonNull(faults.backends.element().get()))
                        .interruptPing();

                faults.silence = Optional.empty();
                silence.countDown();
                assertThat(check.join().status()).isEqualTo(Status.UP);
                assertThat(faults.open.get()).isEqualTo(1);
                try (Statement statement = longTransaction.createStatement()) {
                    assertThat(statement.execute("SELECT 1")).isTrue();
                }
            }
        }
    }

    /** Their checks and the search for them have a few threads, which the others do not need. */
    @Test
    void theyHaveFewThreadsTogetherAndTheOthersAreStillChecked() throws Exception {
        StringBuilder file =
                new StringBuilder("dbmanager { health-check-interval = 100ms, connections {\n");
        for (int i = 0; i < SILENT; i++) {
            file.append(
                    "silent%d { type = faulty, connect-timeout = 1s, database = %s }%n"
                            .formatted(i, database));
        }
        for (int i = 0; i < GOOD; i++) {
            file.append(
                    "good%d { type = h2, database = %s }%n".formatted(i, Managers.freshDatabase()));
        }
        try (DatabaseManager manager = Managers.connect(file.append("}}").toString())) {
            faults.silence = Optional.of(silence);
            Managers.await(() -> faults.waiting.get() > 0);
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < GOOD; i++) {
                    awaitChecks(manager.connection("good" + i), 1);
                }
            }
            assertThat(faults.mostWaiting.get()).isLessThanOrEqualTo(32);
            Managers.await(() -> down(manager) == SILENT);
            assertThat(faults.mostWaiting.get()).isLessThanOrEqualTo(32);
            faults.silence = Optional.empty();
            silence.countDown();
            Managers.await(() -> down(manager) == 0);
        }
    }

    private static long down(DatabaseManager manager) {
        return manager.health().connections().values().stream()
                .filter(each -> each.status() == Status.DOWN)
                .count();
    }

    private static void awaitChecks(NamedConnection connection, int checks)
            throws InterruptedException {
        for (int i = 0; i < checks; i++) {
            Optional<Instant> latest = connection.health().checkedAt();
            Managers.await(() -> !connection.health().checkedAt().equals(latest));
        }
    }
}
