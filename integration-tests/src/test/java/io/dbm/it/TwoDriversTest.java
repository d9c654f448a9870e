package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.jars.PluginJar;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import io.dbm.provider.postgres.PostgresProvider;
import io.dbm.provider.sqlite.SqliteProvider;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** Two versions of PostgreSQL's driver, each with a provider in a folder of its own. */
@Timeout(120)
class TwoDriversTest {

    /** How long the driver's own cleaner stays when there is nothing to clean any more. */
    private static final String CLEANER_STAYS = "pgjdbc.config.cleanup.thread.ttl";

    private static final Path FORMER = Path.of("target", "former-driver");

    @TempDir Path temporary;
    private Path plugins;

    @BeforeEach
    void putTwoFoldersIntoTheFolder() throws IOException {
        plugins = temporary.toRealPath().resolve("plugins");
        for (String unit : List.of("postgres-former", "postgres-latest")) {
            new PluginJar()
                    .manifest("Implementation-Version", "0.1.0")
                    .withAllBeside(PostgresProvider.class)
                    .write(plugins.resolve(unit).resolve("dbm-provider-postgres.jar"));
        }
        PluginJar.copyOf(Driver.class, plugins.resolve("postgres-latest"));
        try (var former = Files.list(FORMER)) {
            Path driver = former.findFirst().orElseThrow();
            Files.copy(driver, plugins.resolve("postgres-former").resolve(driver.getFileName()));
        }
    }

    @Test
    void twoVersionsOfOneDriverServeTwoConnectionsOfOneProcess() throws Exception {
        try (DatabaseManager manager = Dbm.load(config())) {
            manager.connect();
            Map<String, String> drivers = new TreeMap<>();
            for (NamedConnection each : manager.connections()) {
                drivers.put(each.name(), driverVersion(each));
                assertThat(each.type()).isEqualTo("postgres");
                String database =
                        each.access(Jdbi.class)
                                .withHandle(
                                        jdbi ->
                                                jdbi.select("select current_database()")
                                                        .mapTo(String.class)
                                                        .one());
                assertThat(database).isEqualTo("postgres");
            }
            String here = org.postgresql.util.DriverInfo.DRIVER_VERSION;
            assertThat(drivers).containsEntry("latest", here).containsEntry("own", here);
            assertThat(drivers.get("former")).isNotEqualTo(here);
            assertThat(drivers.get("former")).isEqualTo(formerVersion());
        }
    }

    @Test
    void aDriverWithANativeLibraryMayBeThereTwice() throws Exception {
        new PluginJar()
                .withAllBeside(SqliteProvider.class)
                .write(plugins.resolve("second").resolve("dbm-provider-sqlite.jar"));
        PluginJar.copyOf(Class.forName("org.sqlite.JDBC"), plugins.resolve("second"));
        String connections =
                """
                first { type = class-path/sqlite, filepath = "%1$s/first.db" }
                second { type = second/sqlite, filepath = "%1$s/second.db" }
                """;
        Config config =
                ConfigFactory.parseString(
                        "dbmanager { plugins.dir = \"%s\", connections { %s } }"
                                .formatted(plugins, connections.formatted(temporary)));
        try (DatabaseManager manager = Dbm.load(config)) {
            manager.connect();
            for (NamedConnection each : manager.connections()) {
                each.database().update("create table item (name text)");
                each.database().update("insert into item values (?)", each.name());
                assertThat(each.database().query("select name from item", row -> row.getString(1)))
                        .containsExactly(each.name());
            }
        }
    }

    @Test
    void nothingKeepsThePluginsOnceTheManagerIsClosed() throws Exception {
        System.setProperty(CLEANER_STAYS, "100"); // read by each driver as it is loaded
        List<WeakReference<ClassLoader>> loaders;
        try {
            loaders = useAndClose();
        } finally {
            System.clearProperty(CLEANER_STAYS);
        }
        assertThat(PluginJar.open(plugins)).isEmpty();
        Conditions.await(
                () -> {
                    System.gc();
                    return loaders.stream().allMatch(each -> each.get() == null);
                });
    }

    private List<WeakReference<ClassLoader>> useAndClose() throws Exception {
        try (DatabaseManager manager = Dbm.load(config())) {
            manager.connect();
            WeakReference<ClassLoader> former = loader(manager.connection("former"));
            WeakReference<ClassLoader> latest = loader(manager.connection("latest"));
            assertThat(former.get()).isNotSameAs(latest.get());
            assertThat(PluginJar.open(plugins)).isNotEmpty();
            manager.connection("former").reconnect();
            return List.of(former, latest);
        }
    }

    private static WeakReference<ClassLoader> loader(NamedConnection connection)
            throws SQLException {
        try (Connection jdbc = connection.access(DataSource.class).getConnection()) {
            Connection physical = jdbc.unwrap(Connection.class);
            assertThat(physical.getClass().getName()).startsWith("org.postgresql.");
            return new WeakReference<>(physical.getClass().getClassLoader());
        }
    }

    private static String driverVersion(NamedConnection connection) throws SQLException {
        try (Connection jdbc = connection.access(DataSource.class).getConnection()) {
            return jdbc.getMetaData().getDriverVersion();
        }
    }

    private static String formerVersion() throws IOException {
        try (var former = Files.list(FORMER)) {
            String file = former.findFirst().orElseThrow().getFileName().toString();
            return file.replace("postgresql-", "").replace(".jar", "");
        }
    }

    private Config config() {
        String settings = TestPostgres.settings().replace("type = postgres,", "");
        return ConfigFactory.parseString(
                """
                dbmanager {
                  plugins { dir = "%1$s" }
                  connections {
                    former { type = postgres-former/postgres, %2$s }
                    latest { type = postgres-latest/postgres, %2$s }
                    own { type = class-path/postgres, %2$s }
                  }
                }
                """
                        .formatted(plugins, settings));
    }
}
