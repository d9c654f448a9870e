package io.dbm.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.faulty.FaultyProvider;
import com.example.faulty.FaultyProvider.Faults;
import com.typesafe.config.Config;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What probes are answered. */
@Timeout(60)
class HealthTest {

    private final String database = Page.freshDatabase();
    private final Faults faults = FaultyProvider.of(database);

    @Test
    void itIsReadyAsLongAsNoRequiredConnectionIsDown() throws InterruptedException {
        try (DatabaseManager manager = Page.load(faulty("a", "tags {}"))) {
            Page page = Page.of(manager);
            for (String path : List.of("/health", "/health/ready")) {
                assertThat(page.get(path).statusCode()).isEqualTo(200);
                assertThat(page.json(path).getString("status")).isEqualTo("UP");
                assertThat(page.json(path).getBoolean("ready")).isTrue();
            }
            die(manager);
            for (String path : List.of("/health", "/health/ready")) {
                assertThat(page.get(path).statusCode()).isEqualTo(503);
                Config health = page.json(path);
                assertThat(health.getString("status")).isEqualTo("DOWN");
                assertThat(health.getBoolean("ready")).isFalse();
                assertThat(health.getBoolean("connections.a.required")).isTrue();
                assertThat(health.getString("connections.a.status")).isEqualTo("DOWN");
                assertThat(health.getString("connections.a.cause"))
                        .isEqualTo(manager.connection("a").health().cause().orElseThrow());
            }
            assertThat(page.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void itIsReadyWhileAConnectionIsDownThatIsNotRequired() throws InterruptedException {
        try (DatabaseManager manager = Page.load(faulty("a", "required = false"))) {
            Page page = Page.of(manager);
            die(manager);
            assertThat(page.get("/health").statusCode()).isEqualTo(200);
            assertThat(page.json("/health").getString("status")).isEqualTo("DEGRADED");
            assertThat(page.json("/health").getBoolean("connections.a.required")).isFalse();
            assertThat(page.json("/health").getString("connections.a.status")).isEqualTo("DOWN");
        }
    }

    @Test
    void itIsLiveAndNotReadyWhileConnectionsAreBeingOpened() throws InterruptedException {
        faults.delay = Duration.ofSeconds(30);
        try (DatabaseManager manager = Page.load(faulty("a", "tags {}"))) {
            Page page =
                    Page.startedBy(
                            () -> {
                                try {
                                    manager.connect();
                                } catch (io.dbm.DbmException closedMeanwhile) {
                                    // as it should be
                                }
                            });
            assertThat(page.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(page.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(page.json("/health").getString("status")).isEqualTo("NOT_CONNECTED");
        }
    }

    private void die(DatabaseManager manager) {
        faults.dead = true;
        faults.refusals.set(Integer.MAX_VALUE);
        assertThat(manager.connection("a").healthCheck().status()).isEqualTo(Status.DOWN);
    }

    private String faulty(String name, String settings) {
        return name
                + " { type = faulty, enable-auto-reconnect = false, health-check-interval = 0,"
                + " database = "
                + database
                + ", "
                + settings
                + " }";
    }
}
