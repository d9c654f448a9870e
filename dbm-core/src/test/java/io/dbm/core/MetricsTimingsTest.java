package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.example.scrape.Scrape;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dbm.ConfigurationException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.prometheus.client.CollectorRegistry;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long callers wait for a physical connection, and use it. */
@Timeout(60)
class MetricsTimingsTest {

    private static final String BORROWS = "dbmanager_connection_borrow_seconds";
    private static final String USES = "dbmanager_connection_usage_seconds";

    private final String database = Managers.freshDatabase();
    private final CollectorRegistry collectors = new CollectorRegistry();
    private final MetricRegistry metrics = new MetricRegistry();

    @Test
    void theyAreSummariesWithTheUsualQuantiles() throws Exception {
        try (DatabaseManager manager = connect(timings(true))) {
            assertThat(value(BORROWS, "quantile", "0.5")).as("of nothing").isNaN();
            borrow(manager).close();
            Scrape scrape = Scrape.of(collectors);
            assertThat(scrape.types()).hasSize(16).containsEntry(BORROWS, "summary");
            assertThat(scrape.types()).containsEntry(USES, "summary");
            for (String family : List.of(BORROWS, USES)) {
                assertThat(scrape.labels().get(family))
                        .isEqualTo(Set.of("name", "quantile", "type"));
                assertThat(scrape.labels().get(family + "_count"))
                        .isEqualTo(Set.of("name", "type"));
                assertThat(scrape.value(family + "_count")).isEqualTo(1);
                assertThat(scrape.value(family + "_sum")).isBetween(1e-9, 20.0);
                for (String quantile : List.of("0.5", "0.95", "0.99")) {
                    assertThat(scrape.value(family, "quantile", quantile)).isBetween(1e-9, 20.0);
                }
            }
            assertThat(metrics.getNames()).contains("dbm.a.borrow", "dbm.a.usage");
        }
        assertThat(metrics.getNames()).isEmpty();
    }

    @Test
    void aBorrowIsTheWholeWaitAndAUseEndsWithTheGivingBack() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (DatabaseManager manager = connect(timings(true) + ", max-open-conns = 1")) {
            NamedConnection a = manager.connection("a");
            Future<?> waiting;
            try (Connection held = borrow(manager)) {
                waiting = threads.submit(() -> a.database().update("create table later (id int)"));
                Managers.await(() -> a.stats().pool().pending() == 1);
                assertThat(held.isValid(1)).isTrue();
                assertThat(value(USES + "_count")).isZero();
                long end = System.nanoTime() + 50_000_000;
                Managers.await(() -> System.nanoTime() >= end);
            }
            waiting.get();
            assertThat(value(BORROWS + "_count")).isEqualTo(2);
            assertThat(value(BORROWS, "quantile", "0.99")).isGreaterThan(0.049);
            assertThat(value(USES, "quantile", "0.99")).isGreaterThan(0.049);
            assertThat(value(USES + "_sum")).isGreaterThan(0.049);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aTransactionIsOneUseHoweverItEnds() throws Exception {
        try (DatabaseManager manager = connect(timings(true))) {
            NamedConnection a = manager.connection("a");
            a.useTransaction(transaction -> transaction.session(Connection.class).isValid(1));
            assertThatThrownBy(
                            () ->
                                    a.useTransaction(
                                            transaction ->
                                                    transaction
                                                            .session(Connection.class)
                                                            .createStatement()
                                                            .execute("no sql")))
                    .isInstanceOf(SQLException.class);
            assertThat(value(USES + "_count")).isEqualTo(2);
            assertThat(value(BORROWS + "_count")).isEqualTo(2);
            assertThat(a.stats().pool().inUse()).isZero();
        }
    }

    @Test
    void whatIsCutOffIsNotUsedAnyMore() throws Exception {
        try (DatabaseManager manager = connect(timings(true))) {
            Connection held = borrow(manager);
            held.abort(Runnable::run);
            assertThat(value(USES + "_count")).isEqualTo(1);
            assertThatThrownBy(held::close).isInstanceOf(SQLException.class);
            assertThat(value(USES + "_count")).isEqualTo(1);
        }
    }

    @Test
    void whatIsBorrowedIsAJdbcConnectionLikeAnyOther() throws Exception {
        try (DatabaseManager manager = connect(timings(true))) {
            try (Connection one = borrow(manager);
                    Connection other = borrow(manager)) {
                assertThat(Set.of(one, other)).contains(one, other);
                assertThat(one.unwrap(org.h2.jdbc.JdbcConnection.class).isClosed()).isFalse();
                assertThatThrownBy(() -> one.createStatement().execute("no sql"))
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void withoutThemThePoolsOwnIsHandedOut() throws Exception {
        try (DatabaseManager manager = connect(timings(false))) {
            try (Connection own = borrow(manager)) {
                assertThat(Proxy.isProxyClass(own.getClass())).isFalse();
            }
            assertThat(Scrape.of(collectors).types()).doesNotContainKeys(BORROWS, USES);
        }
    }

    @Test
    void aReloadTurnsThemOnAndOffAndLeavesThePoolAlone() throws Exception {
        try (DatabaseManager manager = connect(timings(false))) {
            Connection held = borrow(manager);
            long opened = manager.connection("a").stats().pool().opened();
            manager.replace("a", settings(true));
            held.close();
            assertThat(value(USES + "_count")).as("was borrowed before").isZero();
            borrow(manager).close();
            assertThat(value(USES + "_count")).isEqualTo(1);
            manager.healthCheck();
            double checks = value("dbmanager_health_check_duration_seconds_count");
            manager.replace("a", settings(false));
            borrow(manager).close();
            assertThat(Scrape.of(collectors).types()).hasSize(14).doesNotContainKeys(BORROWS, USES);
            assertThat(value("dbmanager_health_check_duration_seconds_count"))
                    .as("the other figures go on")
                    .isEqualTo(checks);
            manager.replace("a", settings(true));
            assertThat(value(USES + "_count")).as("begins anew").isZero();
            assertThat(manager.connection("a").stats().pool().opened()).isEqualTo(opened);
        }
    }

    @Test
    void theyOutliveAPool() throws Exception {
        try (DatabaseManager manager = connect(timings(true))) {
            borrow(manager).close();
            manager.connection("a").reconnect();
            borrow(manager).close();
            assertThat(value(USES + "_count")).isEqualTo(2);
        }
    }

    @Test
    void anApplicationsPoolIsMeasuredToo() throws Exception {
        HikariConfig hikari = new HikariConfig();
        hikari.setJdbcUrl("jdbc:h2:mem:" + database);
        try (HikariDataSource pool = new HikariDataSource(hikari);
                DatabaseManager manager =
                        Dbm.builder()
                                .config(
                                        Managers.parse(
                                                "dbmanager { enable-metrics = true, metrics-timings"
                                                        + " = true, connections {} }"))
                                .manage("own", "h2", pool)
                                .service(CollectorRegistry.class, collectors)
                                .load()) {
            manager.connect();
            manager.connection("own").access(DataSource.class).getConnection().close();
            assertThat(value(BORROWS + "_count", "name", "own")).isEqualTo(1);
            assertThat(value(USES + "_count", "name", "own")).isEqualTo(1);
            manager.connection("own").useTransaction(it -> it.session(Connection.class).isValid(1));
            assertThat(value(USES + "_count", "name", "own")).isEqualTo(2);
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    @Test
    void forOneThatExportsNothingTheyAreAMistake() {
        assertThatThrownBy(
                        () ->
                                Managers.load(
                                                "dbmanager.connections.a { type = h2, database = a,"
                                                        + " metrics-timings = true }")
                                        .close())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        mistake ->
                                assertThat(mistake.problems())
                                        .singleElement()
                                        .satisfies(
                                                it -> {
                                                    assertThat(it.path())
                                                            .isEqualTo(
                                                                    "dbmanager.connections.a"
                                                                            + ".metrics-timings");
                                                    assertThat(it.message())
                                                            .isEqualTo(
                                                                    "nothing is exported without"
                                                                            + " enable-metrics ="
                                                                            + " true: write that,"
                                                                            + " too, or leave this"
                                                                            + " out");
                                                }));
    }

    @Test
    void forAllTheyConcernThoseThatExportSomething() {
        try (DatabaseManager manager =
                Managers.load(
                        "dbmanager { metrics-timings = true, connections.a { type = h2, database ="
                                + " a, password = secret } }")) {
            assertThat(manager.connections()).hasSize(1);
        }
    }

    private static String timings(boolean enabled) {
        return "metrics-timings = " + enabled;
    }

    private Map<String, Object> settings(boolean timings) {
        return Map.of(
                "type",
                "faulty",
                "database",
                database,
                "enable-metrics",
                true,
                "metrics-timings",
                timings);
    }

    private static Connection borrow(DatabaseManager manager) throws SQLException {
        return manager.connection("a").access(DataSource.class).getConnection();
    }

    private double value(String name, String... labels) {
        return Scrape.of(collectors).value(name, labels);
    }

    private DatabaseManager connect(String settings) {
        DatabaseManager manager =
                Dbm.builder()
                        .config(
                                Managers.parse(
                                        ("dbmanager.connections.a { type = faulty, database = %s,"
                                                        + " enable-metrics = true\n%s }")
                                                .formatted(database, settings)))
                        .service(CollectorRegistry.class, collectors)
                        .service(MetricRegistry.class, metrics)
                        .load();
        manager.connect();
        return manager;
    }
}
