package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.example.scrape.Scrape;
import com.typesafe.config.Config;
import io.dbm.ConfigurationException;
import io.dbm.DatabaseManager;
import io.prometheus.client.CollectorRegistry;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands against metrics, and what the error says. */
class MetricsConflictTest {

    private static final String TAKEN =
            "another DatabaseManager exports a connection 'a' to the same CollectorRegistry: rename"
                    + " one of the two, close the other manager first, or hand this one a registry"
                    + " of its own by Dbm.builder().service(CollectorRegistry.class, …)";

    private final CollectorRegistry collectors = new CollectorRegistry();
    private final MetricRegistry metrics = new MetricRegistry();

    @Test
    void managersShareARegistry() {
        try (DatabaseManager one = load("a", collectors);
                DatabaseManager other = load("b", collectors)) {
            Scrape scrape = Scrape.of(collectors);
            assertThat(scrape.valuesOf("name")).containsExactly("a", "b");
            assertThat(scrape.value("dbmanager_connections_total")).isEqualTo(2);
            one.close();
            assertThat(Scrape.of(collectors).valuesOf("name")).containsExactly("b");
            assertThat(other.connections()).hasSize(1);
        }
        assertThat(Scrape.of(collectors).series()).isEmpty();
    }

    @Test
    void twoManagersDoNotShowOneName() {
        try (DatabaseManager first = load("a", collectors)) {
            assertThatThrownBy(() -> load("a", collectors))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(problem("dbmanager.connections.a.enable-metrics", TAKEN));
            load("a", new CollectorRegistry()).close();
            assertThat(first.connections()).hasSize(1);
        }
        load("a", collectors).close();
    }

    @Test
    void aNameThatIsTakenIsNotAdded() {
        try (DatabaseManager first = load("a", collectors);
                DatabaseManager second = load("b", collectors)) {
            second.connect();
            assertThatThrownBy(
                            () ->
                                    second.add(
                                            "a",
                                            Map.of(
                                                    "type", "h2",
                                                    "database", "x",
                                                    "enable-metrics", true)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(TAKEN);
            assertThatThrownBy(() -> Dbm.reload(second, config("a")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(problem("dbmanager.connections.a.enable-metrics", TAKEN));
            assertThat(second.connections()).hasSize(1);
            assertThat(second.connection("b").stats().health().isAlive()).isTrue();
            assertThat(Scrape.of(collectors).valuesOf("name")).containsExactly("a", "b");
            assertThat(first.connections()).hasSize(1);
        }
    }

    @Test
    void aMetricOfTheApplicationIsNotReplaced() {
        Gauge<Integer> own = () -> 42;
        metrics.register("dbm.a.open", own);
        assertThatThrownBy(() -> load("a", collectors))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        problem(
                                "dbmanager.connections.a.enable-metrics",
                                "the MetricRegistry that was handed to Dbm.builder() already has a"
                                        + " metric 'dbm.a.open': remove that, or rename the"
                                        + " connection"));
        assertThat(metrics.getMetrics()).isEqualTo(Map.of("dbm.a.open", own));
        assertThat(Scrape.of(collectors).series()).isEmpty();
    }

    @Test
    void aCollectorOfTheApplicationIsNotReplaced() {
        io.prometheus.client.Gauge.build("dbmanager_connection_status", "its own")
                .register(collectors);
        assertThatThrownBy(() -> load("a", collectors))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "the configuration has a problem:\n"
                                + "  - dbmanager.connections.a.enable-metrics: a metric of the"
                                + " application has a name that dbm needs (Failed to register"
                                + " Collector of type Bridge: dbmanager_connection_status is"
                                + " already in use by another Collector of type Gauge):"
                                + " rename it, or hand dbm a registry of its own by"
                                + " Dbm.builder().service(CollectorRegistry.class, …)");
        assertThat(metrics.getNames()).isEmpty();
    }

    @Test
    void aManagerThatIsNotMadeExportsNothing() {
        assertThatThrownBy(
                        () ->
                                Dbm.builder()
                                        .config(config("a"))
                                        .service(CollectorRegistry.class, collectors)
                                        .credentials("b", () -> null)
                                        .load())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no connection 'b' to bring credentials for");
        load("a", collectors).close();
    }

    @Test
    void aRegistryThatTheApplicationHasClearedDoesNotKeepAManagerFromClosing() {
        DatabaseManager manager = load("a", collectors);
        collectors.clear();
        manager.close();
        load("a", collectors).close();
    }

    @Test
    void whatIsMissingOnTheClassPathIsNamed() throws Exception {
        assertThat(messageWithout("metrics-core", "simpleclient"))
                .isEqualTo(
                        problem(
                                "dbmanager.connections.a.enable-metrics",
                                "metrics need io.dropwizard.metrics:metrics-core and"
                                        + " io.prometheus:simpleclient_dropwizard on the class"
                                        + " path: add them"));
        assertThat(messageWithout("metrics-core"))
                .endsWith(
                        "metrics need io.dropwizard.metrics:metrics-core on the class path: add it"
                                + " (app.conf: 1)");
    }

    /** Loads a configuration where some artifacts are not there, and returns what that says. */
    private static String messageWithout(String... artifacts) throws Exception {
        List<URL> left = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String file = Path.of(entry).getFileName().toString();
            if (List.of(artifacts).stream().noneMatch(file::startsWith)) {
                left.add(Path.of(entry).toUri().toURL());
            }
        }
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(
                        left.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Object config =
                    loader.loadClass("com.typesafe.config.ConfigFactory")
                            .getMethod("parseString", String.class)
                            .invoke(null, hocon("a"));
            loader.loadClass("io.dbm.core.Dbm")
                    .getMethod("load", loader.loadClass("com.typesafe.config.Config"))
                    .invoke(null, config);
            throw new AssertionError("nothing was missing");
        } catch (InvocationTargetException e) {
            return e.getTargetException().getMessage().replace("String: ", "app.conf: ");
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    private static String problem(String path, String message) {
        return "the configuration has a problem:\n  - " + path + ": " + message + " (app.conf: 1)";
    }

    private static String hocon(String name) {
        return "dbmanager.connections."
                + name
                + " { type = h2, database = x, enable-metrics = true }";
    }

    private static Config config(String name) {
        return Managers.parse(hocon(name));
    }

    private DatabaseManager load(String name, CollectorRegistry registry) {
        boolean shared = registry == collectors;
        return Dbm.builder()
                .config(config(name))
                .service(CollectorRegistry.class, registry)
                .service(MetricRegistry.class, shared ? metrics : new MetricRegistry())
                .load();
    }
}
