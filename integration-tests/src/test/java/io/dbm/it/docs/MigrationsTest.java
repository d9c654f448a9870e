package io.dbm.it.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.dbm.ConnectionNotFoundException;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.it.Page;
import io.dbm.provider.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe for migrations, with the configuration that its page shows. */
class MigrationsTest {

    private static final String PRIMARY = "dbmanager.connections.primary";

    @TempDir Path folder;

    @Test
    void runOnPostgres() throws Exception {
        PostgresServer.run("drop database if exists shop", "create database shop owner app");
        Config variables = ConfigFactory.parseMap(Map.of("DB_PASSWORD", "app"));
        assertRuns(
                shown().withValue(
                                PRIMARY + ".port",
                                ConfigValueFactory.fromAnyRef(PostgresServer.port()))
                        .withFallback(variables));
    }

    @Test
    void runOnSqlite() throws Exception {
        String file = folder.resolve("shop.db").toString();
        assertRuns(
                shown().withValue(
                                PRIMARY,
                                ConfigValueFactory.fromMap(
                                        Map.of("type", "sqlite", "filepath", file))));
    }

    private static void assertRuns(Config config) {
        try (DatabaseManager manager = Dbm.load(config)) {
            manager.connect();
            assertThat(manager.connection("migrations").stats().pool().max()).isEqualTo(2);
            Migrations.run(manager);
            Database shop = manager.defaultDatabase();
            assertThat(shop.update("insert into orders values (1, 20, 'two pencils')")).isOne();
            assertThatThrownBy(() -> manager.connection("migrations"))
                    .isInstanceOf(ConnectionNotFoundException.class);
            assertThat(manager.reload().added()).containsExactly("migrations");
            Migrations.run(manager); // finds nothing to do
        }
    }

    @Test
    void haveNoTimeLimitAndTheApplicationHasOne() throws Exception {
        Config config =
                shown().withValue(
                                PRIMARY + ".port",
                                ConfigValueFactory.fromAnyRef(PostgresServer.port()))
                        .withValue(PRIMARY + ".database", ConfigValueFactory.fromAnyRef("app"))
                        .withFallback(ConfigFactory.parseMap(Map.of("DB_PASSWORD", "app")));
        try (DatabaseManager manager = Dbm.load(config)) {
            manager.connect();
            assertThat(limit(manager, "primary")).contains("30s");
            assertThat(limit(manager, "migrations")).contains("0");
        }
    }

    @Test
    void needTwoConnections() throws Exception {
        Config one =
                ConfigFactory.parseString("max-open-conns = 1, acquire-timeout = 300ms")
                        .atPath("dbmanager.connections.migrations");
        Config config =
                shown().withValue(
                                PRIMARY + ".port",
                                ConfigValueFactory.fromAnyRef(PostgresServer.port()))
                        .withValue(PRIMARY + ".database", ConfigValueFactory.fromAnyRef("app"))
                        .withFallback(ConfigFactory.parseMap(Map.of("DB_PASSWORD", "app")));
        try (DatabaseManager manager = Dbm.load(one.withFallback(config))) {
            manager.connect();
            assertThatThrownBy(() -> Migrations.run(manager))
                    .hasStackTraceContaining(
                            "connection 'migrations': no JDBC connection was free within"
                                    + " acquire-timeout 300 ms");
        }
    }

    private static Optional<String> limit(DatabaseManager manager, String name) {
        return manager.connection(name)
                .database()
                .queryOne("show statement_timeout", row -> row.getString(1));
    }

    private static Config shown() throws Exception {
        return ConfigFactory.parseString(Page.of("docs/recipes.md").blocks("hocon").get(0));
    }
}
