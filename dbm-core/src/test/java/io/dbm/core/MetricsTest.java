package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.example.faulty.FaultyProvider;
import com.example.scrape.Scrape;
import com.typesafe.config.ConfigUtil;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import io.prometheus.client.CollectorRegistry;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Prometheus is shown of a connection. */
@Timeout(60)
class MetricsTest {

    private final String database = Managers.freshDatabase();
    private final FaultyProvider.Faults faults = FaultyProvider.of(database);
    private final CollectorRegistry collectors = new CollectorRegistry();
    private final MetricRegistry metrics = new MetricRegistry();

    @Test
    void familiesHaveTheirNamesTypesAndLabels() {
        try (DatabaseManager manager = connect("")) {
            Scrape scrape = Scrape.of(collectors);
            assertThat(scrape.types())
                    .isEqualTo(
                            new TreeMap<>(
                                    Map.ofEntries(
                                            Map.entry("dbmanager_connections_total", "gauge"),
                                            Map.entry("dbmanager_connection_status", "gauge"),
                                            Map.entry("dbmanager_connection_pool_size", "gauge"),
                                            Map.entry("dbmanager_connection_pool_max", "gauge"),
                                            Map.entry("dbmanager_connection_pool_pending", "gauge"),
                                            Map.entry("dbmanager_connection_wait_count", "gauge"),
                                            Map.entry(
                                                    "dbmanager_connection_wait_duration_seconds",
                                                    "gauge"),
                                            Map.entry(
                                                    "dbmanager_connection_borrow_timeouts_total",
                                                    "counter"),
                                            Map.entry(
                                                    "dbmanager_connection_leaks_total", "counter"),
                                            Map.entry(
                                                    "dbmanager_connection_opened_total", "counter"),
                                            Map.entry(
                                                    "dbmanager_connection_lifetime_closed_total",
                                                    "counter"),
                                            Map.entry(
                                                    "dbmanager_connection_idle_closed_total",
                                                    "counter"),
                                            Map.entry(
                                                    "dbmanager_health_check_duration_seconds",
                                                    "summary"),
                                            Map.entry(
                                                    "dbmanager_reconnect_attempts_total",
                                                    "counter"))));
            Map<String, Set<String>> labels = new TreeMap<>(scrape.labels());
            assertThat(labels.remove("dbmanager_connections_total")).containsExactly("type");
            assertThat(labels.remove("dbmanager_connection_pool_size"))
                    .containsExactly("name", "state", "type");
            assertThat(labels.remove("dbmanager_reconnect_attempts_total"))
                    .containsExactly("name", "result", "type");
            assertThat(labels.remove("dbmanager_health_check_duration_seconds"))
                    .containsExactly("name", "quantile", "type");
            assertThat(labels)
                    .hasSize(12) // with the summary's count and sum
                    .allSatisfy((name, own) -> assertThat(own).containsExactly("name", "type"));
            assertThat(scrape.valuesOf("state")).containsExactly("idle", "in_use", "open");
            assertThat(scrape.valuesOf("result")).containsExactly("failure", "success");
            assertThat(manager.connections()).hasSize(1);
        }
    }

    @Test
    void figuresAreThoseOfTheMoment() throws Exception {
        try (DatabaseManager manager =
                connect("max-open-conns = 1, acquire-timeout = 300ms, health-check-interval = 0")) {
            DataSource jdbc = manager.connection("a").access(DataSource.class);
            assertThat(value("dbmanager_connection_status")).isEqualTo(1);
            assertThat(value("dbmanager_connection_pool_max")).isEqualTo(1);
            try (Connection held = jdbc.getConnection()) {
                assertThat(pool("in_use")).isEqualTo(1);
                assertThat(pool("idle")).isEqualTo(0);
                assertThatThrownBy(jdbc::getConnection).isInstanceOf(Exception.class);
                assertThat(held.isValid(1)).isTrue();
            }
            assertThat(pool("in_use")).isEqualTo(0);
            assertThat(pool("idle")).isEqualTo(1);
            assertThat(pool("open")).isEqualTo(1);
            assertThat(value("dbmanager_connection_wait_count")).isEqualTo(1);
            assertThat(value("dbmanager_connection_wait_duration_seconds")).isBetween(0.25, 30.0);
            assertThat(value("dbmanager_connection_borrow_timeouts_total")).isEqualTo(1);
            faults.dead = true;
            faults.refusals.set(Integer.MAX_VALUE);
            manager.healthCheck();
            assertThat(value("dbmanager_connection_status")).isEqualTo(0);
        }
    }

    @Test
    void whatHasLivedOrBeenIdleForLongEnoughIsCounted() throws Exception {
        try (DatabaseManager manager = connect("conn-max-lifetime = 1s, min-idle-conns = 2")) {
            Managers.await(() -> value("dbmanager_connection_lifetime_closed_total") >= 2);
            assertThat(value("dbmanager_connection_idle_closed_total")).isZero();
            manager.replace(
                    "a",
                    Map.of(
                            "type", "faulty",
                            "database", database,
                            "enable-metrics", true,
                            "conn-max-lifetime", "0",
                            "conn-max-idle-time", "1s"));
            Managers.await(() -> value("dbmanager_connection_idle_closed_total") >= 1);
            assertThat(value("dbmanager_connection_lifetime_closed_total")).isBetween(2.0, 20.0);
        }
    }

    @Test
    void everyCheckIsObserved() {
        try (DatabaseManager manager = connect("health-check-interval = 0")) {
            String checks = "dbmanager_health_check_duration_seconds";
            assertThat(value(checks + "_count")).isZero();
            assertThat(value(checks, "quantile", "0.99")).isNaN();
            manager.healthCheck();
            manager.connection("a").healthCheck();
            assertThat(value(checks + "_count")).isEqualTo(2);
            assertThat(value(checks + "_sum")).isBetween(1e-9, 20.0);
            assertThat(value(checks, "quantile", "0.99")).isBetween(1e-9, 20.0);
            faults.dead = true;
            faults.refusals.set(Integer.MAX_VALUE);
            manager.healthCheck();
            assertThat(value(checks + "_count")).isEqualTo(3);
            manager.healthCheck();
            assertThat(value(checks + "_count")).as("while it is down").isEqualTo(4);
        }
    }

    @Test
    void everyAttemptToReachTheDatabaseAgainIsCounted() throws Exception {
        String settings = "retry-attempts = 2, retry-delay = 10ms, retry-max-delay = 20ms";
        try (DatabaseManager manager = connect(settings + ", health-check-interval = 0")) {
            NamedConnection a = manager.connection("a");
            assertThat(attempts("success")).isZero();
            a.reconnect();
            assertThat(attempts("success")).isEqualTo(1);
            faults.refusals.set(2);
            assertThatThrownBy(a::reconnect).isInstanceOf(ConnectFailedException.class);
            assertThat(attempts("failure")).isEqualTo(2);

            faults.refusals.set(Integer.MAX_VALUE);
            faults.dead = true;
            a.healthCheck();
            Managers.await(() -> attempts("failure") >= 4);
            faults.dead = false;
            faults.refusals.set(0);
            Managers.await(() -> a.health().status() == Status.UP);
            assertThat(attempts("success")).isEqualTo(2);
        }
    }

    @Test
    void toOpenAConnectionForTheFirstTimeReachesNothingAgain() throws Exception {
        try (DatabaseManager manager = connect("start = lazy")) {
            assertThat(value("dbmanager_connection_status")).isZero();
            manager.connection("a").access(DataSource.class).getConnection().close();
            assertThat(value("dbmanager_connection_status")).isEqualTo(1);
            assertThat(attempts("success") + attempts("failure")).isZero();
        }
    }

    @Test
    void aConnectionMayHaveAnyName() {
        List<String> names =
                List.of(
                        "plain",
                        "a.b",
                        "a_b",
                        "a.b.open",
                        "with space",
                        "\"quoted\"",
                        "back\\slash",
                        "ends with \\",
                        "two\nlines",
                        "\\n",
                        "{a=\"b\",c=\"d\"} 1",
                        "größe-数据-🗄",
                        "# HELP");
        try (DatabaseManager manager =
                load(
                        names.stream()
                                .map(name -> ConfigUtil.quoteString(name) + h2("name"))
                                .collect(Collectors.joining("\n")))) {
            Scrape scrape = Scrape.of(collectors);
            assertThat(scrape.valuesOf("name")).isEqualTo(new TreeSet<>(names));
            assertThat(scrape.value("dbmanager_connections_total")).isEqualTo(names.size());
            for (String name : names) {
                assertThat(scrape.value("dbmanager_connection_status", "name", name)).isZero();
            }
            assertThat(manager.connections()).hasSameSizeAs(names);
        }
    }

    @Test
    void theApplicationsRegistryHasEveryFigure() throws Exception {
        try (DatabaseManager manager = connect("")) {
            try (Connection held =
                    manager.connection("a").access(DataSource.class).getConnection()) {
                assertThat(metrics.getGauges().get("dbm.a.in-use").getValue()).isEqualTo(1);
                assertThat(held.isValid(1)).isTrue();
            }
            assertThat(metrics.getGauges().get("dbm.a.in-use").getValue()).isEqualTo(0);
            manager.healthCheck();
            assertThat(metrics.getTimers().get("dbm.a.health-check").getCount()).isPositive();
            assertThat(metrics.getNames()).hasSize(17).allMatch(name -> name.startsWith("dbm.a."));
        }
        assertThat(metrics.getNames()).isEmpty();
    }

    @Test
    void otherMetricsOfTheApplicationAreItsOwnAffair() {
        metrics.counter("shop.orders").inc();
        try (DatabaseManager manager = connect("")) {
            assertThat(Scrape.of(collectors).labels())
                    .allSatisfy((name, labels) -> assertThat(name).startsWith("dbmanager_"));
            assertThat(manager.connections()).hasSize(1);
        }
        assertThat(metrics.getNames()).containsExactly("shop.orders");
    }

    @Test
    void aConnectionThatIsNotMeasuredIsNotSeen() {
        try (DatabaseManager manager =
                load("a " + h2("a") + "\nb { type = h2, database = b, password = secret }")) {
            Scrape scrape = Scrape.of(collectors);
            assertThat(scrape.valuesOf("name")).containsExactly("a");
            assertThat(scrape.value("dbmanager_connections_total", "type", "h2")).isEqualTo(1);
            assertThat(manager.connections()).hasSize(2);
        }
    }

    @Test
    void withoutRegistriesTheDefaultOneIsTaken() {
        try (DatabaseManager manager =
                Managers.load("dbmanager.connections { default-registry " + h2("a") + " }")) {
            assertThat(Scrape.of(CollectorRegistry.defaultRegistry).valuesOf("name"))
                    .containsExactly("default-registry");
            assertThat(manager.connections()).hasSize(1);
        }
        assertThat(Scrape.of(CollectorRegistry.defaultRegistry).series()).isEmpty();
    }

    private double attempts(String result) {
        return value("dbmanager_reconnect_attempts_total", "result", result);
    }

    private double pool(String state) {
        return value("dbmanager_connection_pool_size", "state", state);
    }

    private double value(String name, String... labels) {
        return Scrape.of(collectors).value(name, labels);
    }

    private static String h2(String database) {
        return " { type = h2, database = " + database + ", enable-metrics = true }";
    }

    private DatabaseManager connect(String settings) {
        DatabaseManager manager =
                load(
                        "a { type = faulty, database = %s, enable-metrics = true\n%s }"
                                .formatted(database, settings));
        manager.connect();
        return manager;
    }

    private DatabaseManager load(String connections) {
        return Dbm.builder()
                .config(Managers.parse("dbmanager.connections {\n" + connections + "\n}"))
                .service(CollectorRegistry.class, collectors)
                .service(MetricRegistry.class, metrics)
                .load();
    }
}
