package io.dbm.it.reference;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.scrape.Scrape;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.it.reference.TestDatabase.Held;
import io.prometheus.client.CollectorRegistry;

/** What is exported of a connection; the same on every type. */
final class MetricsEvidence {

    private static final String BORROWS = "dbmanager_connection_borrow_seconds";
    private static final String USES = "dbmanager_connection_usage_seconds";

    private MetricsEvidence() {}

    static void itsFiguresAreExported(TestDatabase database) throws Exception {
        CollectorRegistry registry = new CollectorRegistry();
        try (DatabaseManager manager = connect(database, registry, "enable-metrics = true")) {
            try (Held held = database.hold(Managers.it(manager))) {
                Scrape scrape = Scrape.of(registry);
                assertThat(scrape.types()).hasSize(14);
                assertThat(scrape.value("dbmanager_connection_status", "name", "it")).isEqualTo(1);
                assertThat(scrape.value("dbmanager_connection_pool_size", "state", "in_use"))
                        .isEqualTo(1);
                assertThat(held.isAlive()).isTrue();
            }
        }
        try (DatabaseManager manager = connect(database, registry, "enable-metrics = false")) {
            database.use(Managers.it(manager));
            assertThat(Scrape.of(registry).types()).isEmpty();
        }
    }

    static void itsTimesAreExported(TestDatabase database) throws Exception {
        CollectorRegistry registry = new CollectorRegistry();
        String metrics = "enable-metrics = true\nmetrics-timings = ";
        try (DatabaseManager manager = connect(database, registry, metrics + true)) {
            manager.healthCheck();
            assertThat(Scrape.of(registry).value(BORROWS + "_count")).as("dbm's own").isZero();
            try (Held held = database.hold(Managers.it(manager))) {
                assertThat(held.isAlive()).isTrue();
                assertThat(Scrape.of(registry).value(USES + "_count")).isZero();
            }
            await(() -> Scrape.of(registry).value(USES + "_count") == 1);
            Scrape scrape = Scrape.of(registry);
            assertThat(scrape.value(BORROWS + "_count")).isEqualTo(1);
            assertThat(scrape.value(BORROWS, "quantile", "0.99")).isBetween(1e-9, 20.0);
            assertThat(scrape.value(USES, "quantile", "0.99")).isBetween(1e-9, 20.0);
            assertThat(scrape.value(USES + "_sum")).isBetween(1e-9, 20.0);
        }
        try (DatabaseManager manager = connect(database, registry, metrics + false)) {
            database.use(Managers.it(manager));
            assertThat(Scrape.of(registry).types()).doesNotContainKeys(BORROWS, USES);
        }
    }

    private static DatabaseManager connect(
            TestDatabase database, CollectorRegistry registry, String settings) {
        String config =
                "dbmanager.connections.it {\n%s\n%s }".formatted(database.settings(), settings);
        DatabaseManager manager =
                Dbm.builder()
                        .config(ConfigFactory.parseString(config))
                        .service(CollectorRegistry.class, registry)
                        .load();
        manager.connect();
        return manager;
    }
}
