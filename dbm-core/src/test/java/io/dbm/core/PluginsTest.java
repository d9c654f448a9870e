package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.faulty.FaultyProvider;
import com.example.plugins.DialectAdapter;
import com.example.plugins.DialectAdapter.Dialect;
import com.example.plugins.EchoAdapter;
import com.example.plugins.EchoProvider;
import com.example.plugins.EchoProvider.Echo;
import com.example.plugins.MoodyAdapter;
import com.example.plugins.SecondH2Provider;
import com.example.plugins.ThrowingAdapter;
import com.example.plugins.ThrowingProvider;
import com.example.plugins.VaultPlugin;
import io.dbm.ConfigurationException;
import io.dbm.ConnectionClosedException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.UnsupportedAccessException;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.CredentialsProvider;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.ManagerExtension;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {

    @TempDir Path folder;
    private Path services;

    @BeforeEach
    void makeServicesFolder() throws IOException {
        services = Files.createDirectories(folder.resolve("META-INF/services"));
    }

    @Test
    void aPluginThatCannotBeLoadedFailsOnlyTheConnectionsThatNeedIt() throws IOException {
        provide(DatabaseProvider.class, "com.example.NotThere");
        try (DatabaseManager manager = load("a { type = h2, database = plugins1 }")) {
            manager.connect();
            assertThat(manager.stats().healthy()).isEqualTo(1);
        }
        assertThat(mistake("a { type = gone }"))
                .isEqualTo(
                        "no provider has this name; on the class path: faulty, h2, rogue; a plugin could not be"
                                + " loaded: ServiceConfigurationError:"
                                + " io.dbm.spi.DatabaseProvider: Provider com.example.NotThere not"
                                + " found");
    }

    @Test
    void twoPluginsOfOneTypeFailOnlyTheConnectionsThatNameIt() throws IOException {
        provide(DatabaseProvider.class, SecondH2Provider.class.getName());
        assertThat(mistake("a { type = h2, database = x }, b { type = faulty, database = y }"))
                .startsWith("more than one plugin brings 'h2': ")
                .contains("com.example.h2.H2Provider in ")
                .contains("com.example.plugins.SecondH2Provider in ")
                .endsWith("; keep one of them on the class path");
        try (DatabaseManager manager = load("b { type = faulty, database = plugins2 }")) {
            manager.connect();
            assertThat(manager.stats().healthy()).isEqualTo(1);
        }
    }

    @Test
    void aPluginThatThrowsIsNamedAndItsMessageIsNot() throws IOException {
        provide(DatabaseProvider.class, ThrowingProvider.class.getName());
        assertThat(mistake("a { type = throwing }"))
                .isEqualTo(
                        "the plugin com.example.plugins.ThrowingProvider failed with"
                                + " java.lang.IllegalStateException; this is a fault of the"
                                + " plugin");
    }

    @Test
    void anAdapterThatThrowsFailsOnlyTheConnectionsThatNameIt() throws IOException {
        provide(AccessAdapter.class, ThrowingAdapter.class.getName());
        String fault =
                "the plugin com.example.plugins.ThrowingAdapter failed with"
                        + " java.lang.IllegalStateException; this is a fault of the plugin";
        assertThat(mistake("a { type = h2, database = x, default-access = throwing }"))
                .isEqualTo(fault);
        assertThat(mistake("a { type = h2, database = x, throwing {} }")).isEqualTo(fault);
        try (DatabaseManager manager = load("a { type = h2, database = plugins3 }")) {
            manager.connect();
            assertThatThrownBy(() -> manager.connection("a").access(StringBuilder.class))
                    .isInstanceOf(UnsupportedAccessException.class)
                    .hasMessage(
                            "connection 'a' is h2 and offers DataSource; the plugin"
                                    + " com.example.plugins.ThrowingAdapter failed when it was"
                                    + " configured");
        }
    }

    @Test
    void aSecretOfAnAccessLayerIsTakenOutOfWhatTheDriverSays() throws IOException {
        provide(AccessAdapter.class, MoodyAdapter.class.getName());
        String database = Managers.freshDatabase();
        FaultyProvider.of(database).refusals.set(1);
        FaultyProvider.of(database).refusal = "no licence L1C3NC3";
        String settings = "type = faulty, retry-attempts = 1, moody.licence = L1C3NC3, database = ";
        try (DatabaseManager manager = load("a { " + settings + database + " }")) {
            assertThatThrownBy(manager::connect)
                    .hasMessageContaining("no licence ****** (1 attempt");
        }
    }

    @Test
    void aClientOfAnotherKindHasAHandleToo() throws IOException {
        provide(DatabaseProvider.class, EchoProvider.class.getName());
        provide(AccessAdapter.class, EchoAdapter.class.getName());
        DatabaseManager manager = load("a { type = echo }");
        try (manager) {
            manager.connect();
            NamedConnection a = manager.connection("a");
            Echo echo = a.access(Echo.class);
            String first = echo.say("hello");
            a.reconnect();
            assertThat(echo.say("hello")).startsWith("hello from ").isNotEqualTo(first);
            assertThat(echo).isEqualTo(a.access(Echo.class)).hasToString("Echo of connection 'a'");
            assertThatThrownBy(() -> a.useTransaction(tx -> {}))
                    .isInstanceOf(UnsupportedAccessException.class)
                    .hasMessage(
                            "connection 'a' is echo and offers Echo; inTransaction needs a SQL"
                                    + " database: use Echo's own sessions");
            assertThatThrownBy(a::database)
                    .isInstanceOf(UnsupportedAccessException.class)
                    .hasMessage(
                            "connection 'a' is echo and offers Echo; Database needs a SQL"
                                    + " database");
            assertThatThrownBy(() -> a.access(DataSource.class))
                    .isInstanceOfSatisfying(
                            UnsupportedAccessException.class,
                            error -> {
                                assertThat(error.requiredClient()).contains(DataSource.class);
                                assertThat(error.offered()).containsExactly(Echo.class);
                            })
                    .hasMessage(
                            "connection 'a' is echo and offers Echo; DataSource needs a SQL"
                                    + " database");
            manager.close();
            assertThatThrownBy(() -> echo.say("hello"))
                    .isInstanceOf(ConnectionClosedException.class);
        }
    }

    @Test
    void aSqlLayerIsRejectedAsDefaultOfAnotherKindOfDatabase() throws IOException {
        provide(DatabaseProvider.class, EchoProvider.class.getName());
        assertThat(mistake("a { type = echo, default-access = jdbc }"))
                .isEqualTo("'jdbc' needs a DataSource, and echo gives a Echo");
    }

    @Test
    void customizersAndServicesComeFromTheBuilder() throws SQLException {
        StringBuilder seen = new StringBuilder();
        try (DatabaseManager manager =
                Dbm.builder()
                        .config(
                                Managers.parse(
                                        "dbmanager.connections.a { type = h2, database = custom }"))
                        .customize(DataSource.class, (name, pool) -> seen.append(name).append(pool))
                        .load()) {
            manager.connect();
            DataSource jdbc = manager.connection("a").access(DataSource.class);
            manager.connection("a").access(DataSource.class).getConnection().close();
            assertThat(seen).hasToString("a" + jdbc);
        }
    }

    @Test
    void anAccessLayerThatKnowsItsDatabaseIsMadeAnewForAnother() throws IOException {
        provide(AccessAdapter.class, DialectAdapter.class.getName());
        try (DatabaseManager manager = load("a { type = h2, database = plugins3 }")) {
            manager.connect();
            assertThat(manager.connection("a").access(Dialect.class)).isEqualTo(new Dialect("h2"));
            manager.replace("a", Map.of("type", "faulty", "database", "plugins3"));
            assertThat(manager.connection("a").access(Dialect.class))
                    .isEqualTo(new Dialect("faulty"));
        }
    }

    @Test
    void aClassLoaderThatIsGivenTwiceIsSearchedOnce() {
        List<String> asked = new ArrayList<>();
        ClassLoader loader =
                new ClassLoader(getClass().getClassLoader()) {
                    @Override
                    public Enumeration<URL> getResources(String name) throws IOException {
                        asked.add(name);
                        return super.getResources(name);
                    }
                };
        try (PluginRegistry plugins = PluginRegistry.find(List.of(loader, loader))) {
            assertThat(plugins.provider("h2")).isPresent();
        }
        assertThat(asked)
                .contains("META-INF/services/io.dbm.spi.DatabaseProvider")
                .doesNotHaveDuplicates();
    }

    @Test
    void aClassMayBeAPluginOfSeveralKinds() throws IOException {
        provide(CredentialsProvider.class, VaultPlugin.class.getName());
        provide(ManagerExtension.class, VaultPlugin.class.getName());
        try (PluginRegistry plugins = PluginRegistry.find(List.of(loader()))) {
            assertThat(plugins.credentials("vault")).isPresent();
            assertThat(plugins.extensions()).hasAtLeastOneElementOfType(VaultPlugin.class);
        }
    }

    private void provide(Class<?> service, String implementation) throws IOException {
        Files.writeString(services.resolve(service.getName()), implementation + "\n");
    }

    private DatabaseManager load(String connections) {
        return Dbm.builder()
                .classLoader(loader())
                .config(Managers.parse("dbmanager.connections { " + connections + " }"))
                .load();
    }

    private ClassLoader loader() {
        try {
            URL[] urls = {folder.toUri().toURL()};
            return new URLClassLoader(urls, getClass().getClassLoader());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String mistake(String connections) {
        List<ConfigurationException.Problem> problems =
                catchThrowableOfType(ConfigurationException.class, () -> load(connections).close())
                        .problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).message();
    }
}
