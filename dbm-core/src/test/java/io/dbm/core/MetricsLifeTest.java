package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultyProvider;
import com.example.plugins.EchoProvider;
import com.example.scrape.Scrape;
import com.example.scrape.Scrape.Series;
import io.dbm.ConfigurationChange;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.spi.DatabaseProvider;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of metrics while connections come, change and go. */
@Timeout(60)
class MetricsLifeTest {

    private static final Set<String> NONE = Set.of();

    private final String database = Managers.freshDatabase();
    private final CollectorRegistry collectors = new CollectorRegistry();
    private final Dbm.Builder builder = Dbm.builder();
    private final ExecutorService scraper = Executors.newSingleThreadExecutor();

    @AfterEach
    void stopThread() {
        scraper.shutdownNow();
    }

    @Test
    void seriesHaveNeitherGapNorResetWhilePoolsAreReplaced() throws Exception {
        Map<String, Object> settings =
                settings(Map.of("conn-max-lifetime", "500ms", "min-idle-conns", 2));
        try (DatabaseManager manager = connect("a", settings)) {
            Managers.await(() -> lifetimes() >= 2);
            Set<Series> series = Set.copyOf(Scrape.of(collectors).series());
            AtomicBoolean over = new AtomicBoolean();
            Future<Double> last = scraper.submit(() -> watch(series, over));
            for (int i = 1; i <= 3; i++) {
                manager.connection("a").reconnect();
                settings.put("max-open-conns", 10 + i);
                manager.replace("a", settings);
            }
            over.set(true);
            assertThat(last.get()).isGreaterThanOrEqualTo(2);
            assertThat(value("dbmanager_reconnect_attempts_total", "result", "success"))
                    .isEqualTo(3);
            assertThat(value("dbmanager_connection_pool_max")).isEqualTo(13);
        }
    }

    private double watch(Set<Series> series, AtomicBoolean over) {
        double before = 0;
        while (!over.get()) {
            Scrape scrape = Scrape.of(collectors);
            assertThat(scrape.series()).isEqualTo(series);
            double now = scrape.value("dbmanager_connection_lifetime_closed_total");
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }
        return before;
    }

    @Test
    void aConnectionIsSeenFromItsAdditionToItsRemoval() {
        try (DatabaseManager manager = connect("a", settings(Map.of()))) {
            manager.add("b", settings(Map.of()));
            assertThat(names()).containsExactly("a", "b");
            assertThat(value("dbmanager_connections_total")).isEqualTo(2);
            manager.remove("a");
            assertThat(names()).containsExactly("b");
            assertThat(value("dbmanager_connections_total")).isEqualTo(1);
        }
        assertThat(Scrape.of(collectors).types()).isEmpty();
    }

    @Test
    void oneThatCouldNotBeAddedIsNotSeen() {
        String bad = Managers.freshDatabase();
        FaultyProvider.of(bad).refusals.set(Integer.MAX_VALUE);
        Map<String, Object> settings = settings(Map.of("retry-attempts", 1));
        settings.put("database", bad);
        try (DatabaseManager manager = connect("a", settings(Map.of()))) {
            assertThatThrownBy(() -> manager.add("b", settings))
                    .isInstanceOf(ConnectFailedException.class);
            assertThat(names()).containsExactly("a");
            FaultyProvider.of(bad).refusals.set(0);
            manager.add("b", settings);
            assertThat(names()).containsExactly("a", "b");
        }
    }

    @Test
    void metricsAreSwitchedOffAndOnWhileThePoolServesOn() {
        try (DatabaseManager manager = connect("a", settings(Map.of()))) {
            int opened = FaultyProvider.of(database).opened.get();
            manager.replace("a", settings(Map.of("enable-metrics", false)));
            assertThat(Scrape.of(collectors).types()).isEmpty();
            manager.replace("a", settings(Map.of()));
            assertThat(names()).containsExactly("a");
            manager.healthCheck();
            assertThat(value("dbmanager_health_check_duration_seconds_count")).isEqualTo(1);
            assertThat(FaultyProvider.of(database).opened.get()).isEqualTo(opened);
        }
    }

    @Test
    void aSwitchOfMetricsIsAnAdjustment() {
        String file = "dbmanager.connections.a { type = h2, database = x, enable-metrics = %s }";
        try (DatabaseManager manager = load(file.formatted(false))) {
            manager.connect();
            assertThat(Dbm.reload(manager, Managers.parse(file.formatted(true))))
                    .isEqualTo(new ConfigurationChange(NONE, NONE, Set.of("a"), NONE));
            assertThat(names()).containsExactly("a");
        }
    }

    @Test
    void aConnectionThatGetsAnotherTypeIsSeenAsThat(@TempDir Path plugins) throws IOException {
        Path services = Files.createDirectories(plugins.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(DatabaseProvider.class.getName()), EchoProvider.class.getName());
        builder.classLoader(
                new URLClassLoader(
                        new URL[] {plugins.toUri().toURL()}, getClass().getClassLoader()));
        try (DatabaseManager manager = connect("a", settings(Map.of()))) {
            manager.replace(
                    "a", Map.of("type", "h2", "database", database, "enable-metrics", true));
            assertThat(Scrape.of(collectors).valuesOf("type")).containsExactly("h2");
            manager.replace("a", Map.of("type", "echo", "enable-metrics", true));
            assertThat(Scrape.of(collectors).valuesOf("type")).containsExactly("echo");
            assertThat(value("dbmanager_connection_pool_size", "state", "open")).isEqualTo(1);
            manager.healthCheck();
            assertThat(value("dbmanager_health_check_duration_seconds_count")).isEqualTo(1);
        }
    }

    private double lifetimes() {
        return value("dbmanager_connection_lifetime_closed_total");
    }

    private Set<String> names() {
        return Scrape.of(collectors).valuesOf("name");
    }

    private double value(String name, String... labels) {
        return Scrape.of(collectors).value(name, labels);
    }

    private Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("type", "faulty");
        settings.put("database", database);
        settings.put("enable-metrics", true);
        settings.put("health-check-interval", "0");
        settings.putAll(more);
        return settings;
    }

    private DatabaseManager connect(String name, Map<String, Object> settings) {
        DatabaseManager manager = load("dbmanager.connections.first { type = h2, database = x }");
        manager.connect();
        manager.add(name, settings);
        manager.remove("first");
        return manager;
    }

    private DatabaseManager load(String hocon) {
        return builder.config(Managers.parse(hocon))
                .service(CollectorRegistry.class, collectors)
                .load();
    }
}
