package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultyProvider;
import com.example.plugins.EchoProvider;
import com.typesafe.config.ConfigUtil;
import io.dbm.ConfigurationException;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.spi.DatabaseProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What JMX shows of a connection. */
@Timeout(60)
class JmxTest {

    private static final MBeanServer PLATFORM = ManagementFactory.getPlatformMBeanServer();

    @TempDir Path folder;

    private final String database = Managers.freshDatabase();
    private final FaultyProvider.Faults faults = FaultyProvider.of(database);

    @Test
    void healthAndFiguresAreThoseOfTheMoment() throws Exception {
        try (DatabaseManager manager = connect("max-open-conns = 3, health-check-interval = 0")) {
            assertThat(get("Name")).isEqualTo("a");
            assertThat(get("Type")).isEqualTo("faulty");
            assertThat(get("Status")).isEqualTo("UP");
            assertThat(get("Cause")).isEqualTo("");
            assertThat(get("Max")).isEqualTo(3);
            try (Connection held =
                    manager.connection("a").access(DataSource.class).getConnection()) {
                assertThat(get("InUse")).isEqualTo(1);
                assertThat(held.isValid(1)).isTrue();
            }
            assertThat(get("InUse")).isEqualTo(0);
            assertThat(get("Idle")).isEqualTo(1);
            assertThat(get("Opened")).isEqualTo(1L);
            faults.dead = true;
            faults.refusals.set(Integer.MAX_VALUE);
            assertThat(PLATFORM.invoke(name("a"), "checkHealth", null, null)).isEqualTo("DOWN");
            assertThat(get("Status")).isEqualTo("DOWN");
            assertThat(get("Cause"))
                    .isEqualTo(manager.connection("a").health().cause().orElseThrow());
            assertThat((int) get("ConsecutiveFailures")).isPositive();
        }
    }

    @Test
    void nothingCanBeChanged() throws Exception {
        try (DatabaseManager manager = connect("")) {
            MBeanAttributeInfo[] attributes = PLATFORM.getMBeanInfo(name("a")).getAttributes();
            assertThat(attributes).hasSize(20).noneMatch(MBeanAttributeInfo::isWritable);
            for (MBeanAttributeInfo each : attributes) {
                assertThat(get(each.getName())).as(each.getName()).isNotNull();
            }
            assertThat(PLATFORM.getMBeanInfo(name("a")).getOperations())
                    .extracting(MBeanOperationInfo::getName)
                    .containsExactly("checkHealth");
            assertThatThrownBy(() -> PLATFORM.setAttribute(name("a"), new Attribute("Max", 1)))
                    .isInstanceOf(JMException.class);
            assertThat(manager.connections()).hasSize(1);
        }
    }

    @Test
    void itIsThereOnlyOnRequest() throws Exception {
        try (DatabaseManager manager =
                load("a { type = h2, database = a, password = secret }", null)) {
            assertThat(shown(PLATFORM)).isEmpty();
            assertThat(manager.connections()).hasSize(1);
        }
    }

    @Test
    void itOutlivesAPoolAndGoesWithItsConnection() throws Exception {
        try (DatabaseManager manager = connect("")) {
            manager.connection("a").reconnect();
            assertThat(get("Reconnects")).isEqualTo(1L);
            manager.replace("a", settings(Map.of("enable-jmx", true, "max-open-conns", 7)));
            assertThat(get("Max")).isEqualTo(7);
            assertThat(get("Reconnects")).isEqualTo(1L);
            manager.add(
                    "b",
                    Map.of("type", "h2", "database", "b", "password", "x", "enable-jmx", true));
            assertThat(shown(PLATFORM)).containsExactlyInAnyOrder(name("a"), name("b"));
            manager.remove("a");
            assertThat(shown(PLATFORM)).containsExactly(name("b"));
        }
        assertThat(shown(PLATFORM)).isEmpty();
    }

    @Test
    void aReloadTurnsItOnAndOffAndLeavesThePoolAlone() throws Exception {
        try (DatabaseManager manager = connect("")) {
            manager.replace("a", settings(Map.of()));
            assertThat(shown(PLATFORM)).isEmpty();
            manager.replace("a", settings(Map.of("enable-jmx", true)));
            assertThat(get("Opened")).isEqualTo(1L);
        }
    }

    @Test
    void ofAnotherTypeItIsTheSameBean() throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(DatabaseProvider.class.getName()), EchoProvider.class.getName());
        try (DatabaseManager manager = connect("")) {
            manager.replace("a", Map.of("type", "echo", "enable-jmx", true));
            assertThat(get("Type")).isEqualTo("echo");
            assertThat(get("Status")).isEqualTo("UP");
        }
    }

    @Test
    void aChangeThatFailsLeavesTheBeansAsTheyWere() throws Exception {
        try (DatabaseManager manager = connect("")) {
            assertThatThrownBy(() -> manager.add("b", Map.of("type", "h2", "enable-jmx", true)))
                    .isInstanceOf(ConfigurationException.class);
            faults.refusals.set(Integer.MAX_VALUE);
            assertThatThrownBy(
                            () ->
                                    manager.add(
                                            "c",
                                            Map.of(
                                                    "type",
                                                    "faulty",
                                                    "database",
                                                    database,
                                                    "retry-attempts",
                                                    1,
                                                    "enable-jmx",
                                                    true)))
                    .isInstanceOf(ConnectFailedException.class);
            assertThat(shown(PLATFORM)).containsExactly(name("a"));
        }
    }

    @Test
    void aConnectionMayHaveAnyName() throws Exception {
        List<String> names =
                List.of(
                        "plain",
                        "a.b",
                        "a,b=c:d",
                        "*",
                        "?",
                        "\"quoted\"",
                        "two\nlines",
                        "größe-数据");
        try (DatabaseManager manager =
                load(
                        names.stream()
                                .map(
                                        name ->
                                                ConfigUtil.quoteString(name)
                                                        + " { type = h2, database = a, password ="
                                                        + " secret, enable-jmx = true }")
                                .collect(Collectors.joining("\n")),
                        null)) {
            Set<Object> seen =
                    shown(PLATFORM).stream()
                            .map(each -> get(each, "Name"))
                            .collect(Collectors.toSet());
            assertThat(seen).isEqualTo(Set.copyOf(names));
            assertThat(manager.connections()).hasSameSizeAs(names);
        }
    }

    @Test
    void twoManagersWithOneNameAreToldWhatToDo() throws Exception {
        MBeanServer own = MBeanServerFactory.newMBeanServer();
        String b = "a { type = h2, database = b, password = secret, enable-jmx = true }";
        try (DatabaseManager manager = connect("")) {
            assertThatThrownBy(() -> load(b, null).close())
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            mistake -> {
                                assertThat(mistake.problems()).hasSize(1);
                                assertThat(mistake.problems().get(0).path())
                                        .isEqualTo("dbmanager.connections.a.enable-jmx");
                                assertThat(mistake.problems().get(0).message())
                                        .isEqualTo(
                                                "there is an MBean"
                                                        + " io.dbm:type=Connection,name=\"a\""
                                                        + " already, as of another"
                                                        + " DatabaseManager: rename one of the two"
                                                        + " connections, close the other manager"
                                                        + " first, or hand this one a server of its"
                                                        + " own by"
                                                        + " Dbm.builder().service(MBeanServer.class,"
                                                        + " …)");
                            });
            try (DatabaseManager other = load(b, own)) {
                assertThat(get(name("a"), "Type")).isEqualTo("faulty");
                assertThat(own.getAttribute(name("a"), "Type")).isEqualTo("h2");
                assertThat(other.connections()).hasSize(1);
            }
            assertThat(shown(own)).isEmpty();
            assertThat(manager.connections()).hasSize(1);
        }
    }

    private static ObjectName name(String connection) throws JMException {
        return new ObjectName("io.dbm:type=Connection,name=" + ObjectName.quote(connection));
    }

    private static Set<ObjectName> shown(MBeanServer server) throws JMException {
        return server.queryNames(new ObjectName("io.dbm:*"), null);
    }

    private static Object get(String attribute) throws JMException {
        return get(name("a"), attribute);
    }

    private static Object get(ObjectName name, String attribute) {
        try {
            return PLATFORM.getAttribute(name, attribute);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> settings(Map<String, Object> more) {
        return Stream.of(Map.<String, Object>of("type", "faulty", "database", database), more)
                .flatMap(each -> each.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private DatabaseManager connect(String settings) throws IOException {
        DatabaseManager manager =
                load(
                        "a { type = faulty, database = %s, enable-jmx = true\n%s }"
                                .formatted(database, settings),
                        null);
        manager.connect();
        return manager;
    }

    private DatabaseManager load(String connections, MBeanServer server) throws IOException {
        Dbm.Builder builder =
                Dbm.builder()
                        .classLoader(
                                new URLClassLoader(
                                        new URL[] {folder.toUri().toURL()},
                                        JmxTest.class.getClassLoader()))
                        .config(Managers.parse("dbmanager.connections {\n" + connections + "\n}"));
        if (server != null) {
            builder.service(MBeanServer.class, server);
        }
        return builder.load();
    }
}
