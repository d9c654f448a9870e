package io.dbm.it.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.scrape.Scrape;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.it.reference.TestDatabase.Held;
import io.prometheus.client.CollectorRegistry;

/** What is exported of a connection; the same on every type. */
final class MetricsEvidence {

    private MetricsEvidence() {}

    static void itsFiguresAreExported(TestDatabase database) throws Exception {
        CollectorRegistry registry = new CollectorRegistry();
        try (DatabaseManager manager = connect(database, registry, true)) {
            try (Held held = database.hold(Managers.it(manager))) {
                Scrape scrape = Scrape.of(registry);
                assertThat(scrape.types()).hasSize(14);
                assertThat(scrape.value("dbmanager_connection_status", "name", "it")).isEqualTo(1);
                assertThat(scrape.value("dbmanager_connection_pool_size", "state", "in_use"))
                        .isEqualTo(1);
                assertThat(held.isAlive()).isTrue();
            }
        }
        try (DatabaseManager manager = connect(database, registry, false)) {
            database.use(Managers.it(manager));
            assertThat(Scrape.of(registry).types()).isEmpty();
        }
    }

    private static DatabaseManager connect(
            TestDatabase database, CollectorRegistry registry, boolean enabled) {
        String config =
                "dbmanager.connections.it {\n%s\nenable-metrics = %s }"
                        .formatted(database.settings(), enabled);
        DatabaseManager manager =
                Dbm.builder()
                        .config(ConfigFactory.parseString(config))
                        .service(CollectorRegistry.class, registry)
                        .load();
        manager.connect();
        return manager;
    }
}
