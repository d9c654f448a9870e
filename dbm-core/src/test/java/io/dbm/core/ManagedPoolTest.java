package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.plugins.EchoProvider;
import com.example.scrape.Scrape;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import io.dbm.ConfigurationException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.PoolStats;
import io.dbm.spi.DatabaseProvider;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application says of a pool that it has made, and when dbm objects. */
class ManagedPoolTest {

    private static final String ORIGIN = " (Dbm.builder().manage)";

    @AutoClose private final HikariDataSource pool = new HikariDataSource();

    ManagedPoolTest() {
        JdbcDataSource driver = new JdbcDataSource();
        driver.setURL("jdbc:h2:mem:" + Managers.freshDatabase() + ";DB_CLOSE_DELAY=-1");
        pool.setDataSource(driver);
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(0);
    }

    private static Dbm.Builder file(String hocon) {
        return Dbm.builder().config(Managers.parse(hocon));
    }

    @Test
    void noSectionIsNeededBesideIt() {
        try (DatabaseManager manager =
                Dbm.builder().config(ConfigFactory.empty()).manage("legacy", "h2", pool).load()) {
            manager.connect();
            NamedConnection legacy = manager.connection("legacy");
            assertThat(legacy.type()).isEqualTo("h2");
            assertThat(legacy.tags()).isEmpty();
            assertThat(manager.connections()).containsExactly(legacy);
            assertThat(legacy.database().queryOne("select 42", row -> row.getInt(1))).contains(42);
        }
        assertThat(pool.isClosed()).as("whether dbm has closed the pool").isFalse();
    }

    @Test
    void itStandsBesideTheConfiguredOnesAndMayBeTheDefault() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("tags", Map.of("role.of", "old"));
        settings.put("health_check_interval", Duration.ofMinutes(5));
        settings.put("retry-attempts", 2);
        settings.put("required", false);
        settings.put("default-access", null);
        try (DatabaseManager manager =
                file("""
                                dbmanager {
                                  default-connection = legacy
                                  max-open-conns = 3, min-idle-conns = 2, query-timeout = 5s
                                  connections {
                                    a { type = h2, database = beside-a }
                                    z { type = h2, database = beside-z }
                                  }
                                }
                                """)
                        .manage("legacy", "h2", pool, settings)
                        .load()) {
            assertThat(manager.connections().stream().map(NamedConnection::name))
                    .containsExactly("a", "legacy", "z");
            assertThat(manager.connection("legacy").stats().pool().max()).isZero();
            manager.connect();
            assertThat(manager.defaultConnection().name()).isEqualTo("legacy");
            assertThat(manager.connectionsTagged("role.of", "old"))
                    .containsExactly(manager.connection("legacy"));
            assertThat(manager.connection("legacy").stats().pool())
                    .isEqualTo(PoolStats.builder().open(1).idle(1).max(2).build());
        }
    }

    @Test
    void aNameThatIsInTheFileTooIsRefused() {
        assertThatThrownBy(
                        () ->
                                file("dbmanager.connections.legacy { type = h2, database = a }")
                                        .manage("legacy", "h2", pool)
                                        .load())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "the configuration has a problem:\n"
                                + "  - dbmanager.connections.legacy: is the name of a data source,"
                                + " too, that was handed to Dbm.builder().manage(\"legacy\", …):"
                                + " give one of the two another name (app.conf: 1)");
    }

    @Test
    void twoOfOneNameAreRefused() {
        Dbm.Builder builder = Dbm.builder().manage("legacy", "h2", pool);
        assertThatThrownBy(() -> builder.manage("legacy", "h2", pool))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a data source is managed as 'legacy' already: give this another name");
    }

    @Test
    void whatThePoolDecidesIsRefusedWithWhatToDo() {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String key :
                List.of(
                        "max-open-conns",
                        "max-idle-conns",
                        "min_idle_conns",
                        "conn-max-lifetime",
                        "conn-max-idle-time",
                        "acquire-timeout",
                        "borrow-when-down",
                        "keep-alive-interval",
                        "leak-detection-threshold",
                        "query-timeout",
                        "database",
                        "user")) {
            settings.put(key, "1s");
        }
        assertThatThrownBy(() -> Dbm.builder().manage("legacy", "h2", pool, settings).load())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        error -> {
                            assertThat(error.problems())
                                    .hasSize(settings.size())
                                    .filteredOn(it -> !it.path().endsWith("query-timeout"))
                                    .allMatch(
                                            it ->
                                                    it.message()
                                                            .equals(
                                                                    "your own pool decides this:"
                                                                            + " set it there"));
                            assertThat(error.problems())
                                    .anyMatch(
                                            it ->
                                                    it.toString()
                                                            .equals(
                                                                    "dbmanager.connections.legacy.query-timeout:"
                                                                            + " your own pool decides this:"
                                                                            + " set it there or on its"
                                                                            + " driver; a transaction can"
                                                                            + " have a time limit"
                                                                            + ORIGIN));
                        });
    }

    @Test
    void wrongSettingsAreNamedWithWhereTheyCameFrom() {
        assertThatThrownBy(
                        () ->
                                Dbm.builder()
                                        .manage(
                                                "legacy",
                                                "h2",
                                                pool,
                                                Map.of(
                                                        "retry-atempts",
                                                        2,
                                                        "connect-timeout",
                                                        Duration.ofNanos(1500),
                                                        "start",
                                                        "slow"))
                                        .load())
                .hasMessage(
                        """
                        the configuration has 3 problems:
                          - dbmanager.connections.legacy.connect-timeout: must be whole milliseconds (Dbm.builder().manage)
                          - dbmanager.connections.legacy.retry-atempts: unknown key; did you mean 'retry-attempts'? (Dbm.builder().manage)
                          - dbmanager.connections.legacy.start: must be one of fail-fast, tolerate, lazy (Dbm.builder().manage)"""
                                .stripTrailing());
    }

    @Test
    void settingsThatNoFileCouldHoldAreRefusedAtOnce() {
        assertThatThrownBy(
                        () ->
                                Dbm.builder()
                                        .manage("legacy", "h2", pool, Map.of("tags", new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "connection 'legacy': its settings may be texts, numbers, booleans,"
                                + " durations, and lists and maps of them");
        assertThatThrownBy(
                        () ->
                                Dbm.builder()
                                        .manage("legacy", "h2", pool, Map.of("type", "postgres")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("connection 'legacy': leave 'type' out of its settings");
    }

    @Test
    void aTypeThatIsNotSqlIsRefused(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(DatabaseProvider.class.getName()), EchoProvider.class.getName());
        URL[] urls = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
            assertThatThrownBy(
                            () ->
                                    Dbm.builder()
                                            .classLoader(loader)
                                            .manage("legacy", "echo", pool)
                                            .load())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "the configuration has a problem:\n"
                                    + "  - dbmanager.connections.legacy.type: 'echo' is not SQL, and"
                                    + " a data source is managed as a SQL database: name the type"
                                    + " of the database that it leads to"
                                    + ORIGIN);
        }
    }

    @Test
    void itsFiguresAreExportedLikeThoseOfAnyOther() throws Exception {
        CollectorRegistry collectors = new CollectorRegistry();
        try (DatabaseManager manager =
                Dbm.builder()
                        .manage("legacy", "h2", pool, Map.of("enable-metrics", true))
                        .service(CollectorRegistry.class, collectors)
                        .load()) {
            manager.connect();
            manager.connection("legacy").reconnect();
            try (Connection lent = pool.getConnection()) {
                Scrape scrape = Scrape.of(collectors);
                assertThat(scrape.value("dbmanager_connection_pool_max", "name", "legacy"))
                        .isEqualTo(2);
                assertThat(scrape.value("dbmanager_connection_pool_size", "state", "in_use"))
                        .isEqualTo(1);
                assertThat(scrape.value("dbmanager_reconnect_attempts_total", "result", "success"))
                        .isEqualTo(1);
                assertThat(lent.isValid(1)).isTrue();
            }
        }
        assertThat(Scrape.of(collectors).series()).isEmpty();
    }

    @Test
    void howManyAreLeftInUseIsLogged() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        DatabaseManager manager =
                Dbm.builder()
                        .manage("left-alone", "h2", pool, Map.of("shutdown-timeout", 0))
                        .load();
        manager.connect();
        DataSource handle = manager.connection("left-alone").access(DataSource.class);
        try (Connection lent = handle.getConnection()) {
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
            manager.close();
            assertThat(lent.isValid(1)).isTrue();
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains("connection=left-alone "))
                .map(line -> line.replaceFirst("^\\[.*?\\] ", ""))
                .containsExactly(
                        "WARN io.dbm.connection - connection=left-alone event=left_in_use"
                                + " in_use=1");
    }
}
