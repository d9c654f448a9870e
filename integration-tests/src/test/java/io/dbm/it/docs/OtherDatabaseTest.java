package io.dbm.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.it.Page;
import io.dbm.provider.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes for tests on another database than the configured one. */
class OtherDatabaseTest {

    @TempDir Path folder;

    private Path application;

    @BeforeEach
    void writeWhatTheApplicationRunsWith() throws Exception {
        String shown = Page.of("docs/recipes.md").blocks("hocon").get(0);
        application = Files.writeString(folder.resolve("application.conf"), shown);
    }

    @Test
    void aConnectionIsReplacedBeforeItIsOpened() {
        Config variables = ConfigFactory.parseMap(Map.of("DB_PASSWORD", "any"));
        Config config = ConfigFactory.parseFile(application.toFile()).withFallback(variables);
        try (DatabaseManager manager = Dbm.load(config)) {
            Map<String, ?> sqlite =
                    Map.of(
                            "type",
                            "sqlite",
                            "filepath",
                            folder.resolve("test.db").toString(),
                            "max-open-conns",
                            2);
            manager.replace("primary", sqlite);
            manager.replace("migrations", sqlite);
            manager.connect();
            assertIsSqlite(manager);
        }
    }

    @Test
    void theBlockIsReplacedWhereVariablesAreMissing() {
        Map<String, ?> sqlite =
                Map.of("type", "sqlite", "filepath", folder.resolve("test.db").toString());
        Config config =
                ConfigFactory.parseFile(application.toFile()) // in an application: parseResources
                        .withValue(
                                "dbmanager.connections.primary",
                                ConfigValueFactory.fromMap(sqlite));
        try (DatabaseManager manager = Dbm.load(config)) {
            manager.connect();
            assertIsSqlite(manager);
        }
    }

    @Test
    void aFileOfTestsReplacesTheBlock() throws Exception {
        String shown = Page.of("docs/recipes.md").blocks("hocon").get(1);
        Path test = Files.writeString(folder.resolve("test.conf"), shown);
        try (DatabaseManager manager = Dbm.load(ConfigFactory.parseFile(test.toFile()))) {
            manager.connect();
            assertIsSqlite(manager);
        }
    }

    @Test
    void anEmbeddedPostgresTakesThePlace() {
        Config config = embedded(ConfigFactory.parseFile(application.toFile()), postgresPort());
        try (DatabaseManager manager = Dbm.load(config)) {
            manager.connect();
            assertThat(manager.defaultDatabase().queryOne("show port", row -> row.getInt(1)))
                    .hasValue(postgresPort());
        }
    }

    private static Config embedded(Config application, int port) {
        return application.withValue(
                "dbmanager.connections.primary",
                ConfigValueFactory.fromMap(
                        Map.of(
                                "type", "postgres",
                                "host", "localhost",
                                "port", port,
                                "user", "postgres",
                                "database", "postgres")));
    }

    private static int postgresPort() {
        return PostgresServer.port();
    }

    private static void assertIsSqlite(DatabaseManager manager) {
        assertThat(manager.connections()).extracting(each -> each.type()).containsOnly("sqlite");
        Migrations.run(manager);
        assertThat(
                        manager.defaultDatabase()
                                .queryOne("select count(*) from orders", row -> row.getInt(1)))
                .hasValue(0);
    }
}
