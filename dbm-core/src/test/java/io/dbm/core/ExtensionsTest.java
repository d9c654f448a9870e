package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.faulty.FaultyProvider;
import com.example.plugins.WatchExtension;
import com.example.plugins.WatchExtension.Room;
import io.dbm.ConfigurationException;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.PluginInfo;
import io.dbm.spi.EffectiveSetting;
import io.dbm.spi.ManagerExtension;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside a manager, such as a status page. */
@Timeout(60)
class ExtensionsTest {

    @TempDir Path folder;
    private final String database = Managers.freshDatabase();
    private final Room room = WatchExtension.room(database);
    private final AtomicReference<String> file = new AtomicReference<>("");

    @BeforeEach
    void bringTheExtension() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(ManagerExtension.class.getName()),
                WatchExtension.class.getName() + "\n");
    }

    @Test
    void itRunsFromTheBeginningOfConnectUntilTheManagerIsClosed() throws InterruptedException {
        try (DatabaseManager manager = load(enabled(""), h2("start = tolerate"))) {
            assertThat(room.notes).isEmpty();
            manager.connect();
            Managers.await(() -> room.heard.contains("a NOT_CONNECTED UP"));
            assertThat(room.notes).containsExactly("started with 1");
            assertThat(room.context.manager()).isSameAs(manager);
        }
        assertThat(room.notes).containsExactly("started with 1", "closed");
    }

    @Test
    void itIsThereWhileConnectionsAreBeingOpened() throws Exception {
        FaultyProvider.of(database).refusals.set(1);
        try (DatabaseManager manager =
                load(
                        enabled(""),
                        "a { type = faulty, retry-attempts = 1, database = " + database + " }")) {
            assertThatThrownBy(manager::connect).isInstanceOf(ConnectFailedException.class);
            assertThat(room.notes).containsExactly("started with 1", "closed");
            manager.connect();
            assertThat(room.notes).containsExactly("started with 1", "closed", "started with 1");
        }
    }

    @Test
    void itIsOffUnlessItsBlockSaysOtherwise() {
        try (DatabaseManager manager = load("watch { room = " + database + " }", h2(""))) {
            manager.connect();
            assertThat(manager.plugins())
                    .filteredOn(each -> each.kind() == PluginInfo.Kind.EXTENSION)
                    .extracting(PluginInfo::id)
                    .containsExactly("watch");
        }
        assertThat(room.notes).isEmpty();
    }

    @Test
    void itsMistakesAreFoundWhetherItIsEnabledOrNot() {
        assertThat(mistakes("watch { enabled = maybe, lamp = 2, lamps = many }"))
                .containsExactly(
                        "dbmanager.watch.enabled: must be true or false (app.conf: 1)",
                        "dbmanager.watch.lamp: unknown key; did you mean 'lamps'? (app.conf: 1)",
                        "dbmanager.watch.lamps: must be a whole number, zero or more (app.conf: 1)",
                        "dbmanager.watch.room: is missing: write where it watches (app.conf: 1)");
        assertThat(mistakes("watch = true"))
                .contains("dbmanager.watch: must be a block, 'watch { … }' (app.conf: 1)");
        assertThat(mistakes("watsh {}"))
                .containsExactly(
                        "dbmanager.watsh: unknown key; did you mean 'watch'? (app.conf: 1)");
    }

    @Test
    void theStatusPageNeedsItsArtifact() {
        assertThat(mistakes("status { enabled = true }"))
                .containsExactly(
                        "dbmanager.status: needs io.dbm:dbm-status on the class path (app.conf: 1)");
    }

    @Test
    void oneThatCannotStartWithItsSettingsSaysWhichAndNothingIsOpen() {
        file.set(enabled("lamps = 13") + ", connections { " + h2("") + " }");
        try (DatabaseManager manager = load()) {
            assertThatThrownBy(manager::connect)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "the configuration has a problem:\n  - dbmanager.watch.lamps: 13 bring"
                                    + " bad luck: take 12 (app.conf: 1)");
            assertThat(manager.stats().healthy()).isZero();
            file.set(enabled("lamps = 12") + ", connections { " + h2("") + " }");
            manager.reload();
            manager.connect();
            assertThat(room.notes).contains("started with 12");
        }
    }

    @Test
    void oneThatThrowsIsNamedAndItsMessageIsNot() {
        try (DatabaseManager manager = load(enabled("lamps = 666"), h2(""))) {
            assertThatThrownBy(manager::connect)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "the configuration has a problem:\n  - dbmanager.watch: the plugin"
                                    + " com.example.plugins.WatchExtension failed with"
                                    + " java.lang.IllegalStateException when it was started; this is a"
                                    + " fault of the plugin (app.conf: 1)");
        }
    }

    @Test
    void oneThatFailsAnAssertionIsNamedToo() {
        try (DatabaseManager manager = load(enabled("lamps = 667"), h2(""))) {
            assertThatThrownBy(manager::connect)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "the configuration has a problem:\n  - dbmanager.watch: the plugin"
                                    + " com.example.plugins.WatchExtension failed with"
                                    + " java.lang.AssertionError when it was started; this is a"
                                    + " fault of the plugin (app.conf: 1)");
        }
    }

    @Test
    void oneThatHangsIsNamedAndKeepsNobodyFromClosing() {
        try (DatabaseManager manager = load(enabled("lamps = 99"), h2(""))) {
            assertThatThrownBy(manager::connect)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "the configuration has a problem:\n  - dbmanager.watch: the plugin"
                                    + " com.example.plugins.WatchExtension did not start within 5 s;"
                                    + " this is a fault of the plugin (app.conf: 1)");
            assertThat(room.notes).containsExactly("hangs");
        }
    }

    @Test
    void aReloadStartsAnewWhatIsDifferentAndNothingElse() {
        file.set(enabled("lamps = 2") + ", connections { " + h2("") + " }");
        try (DatabaseManager manager = load()) {
            manager.connect();
            room.notes.clear();
            file.set(enabled("lamps = 2") + ", connections { " + h2("max-open-conns = 3") + " }");
            manager.reload();
            assertThat(room.notes).doesNotContain("closed");
            file.set(enabled("lamps = 3") + ", connections { " + h2("") + " }");
            manager.reload();
            assertThat(room.notes).containsSubsequence("closed", "started with 3");
            room.notes.clear();
            file.set("connections { " + h2("") + " }");
            manager.reload();
            assertThat(room.notes).containsExactly("closed");
            file.set(enabled("lamps = 4") + ", connections { " + h2("") + " }");
            manager.reload();
            assertThat(room.notes).containsExactly("closed", "started with 4");
        }
    }

    @Test
    void aReloadThatFailsLeavesItAsItWas() {
        file.set(enabled("lamps = 2") + ", connections { " + h2("") + " }");
        try (DatabaseManager manager = load()) {
            manager.connect();
            room.notes.clear();
            file.set(enabled("lamps = 13") + ", connections { " + h2("") + " }");
            assertThatThrownBy(manager::reload).isInstanceOf(ConfigurationException.class);
            assertThat(room.notes).containsExactly("closed", "started with 2");
            room.notes.clear();
            FaultyProvider.of(database).refusals.set(1);
            String other = "b { type = faulty, retry-attempts = 1, database = " + database + " }";
            file.set(enabled("lamps = 3") + ", connections { " + h2("") + ", " + other + " }");
            assertThatThrownBy(manager::reload).isInstanceOf(ConnectFailedException.class);
            assertThat(room.notes)
                    .containsExactly("closed", "started with 3", "closed", "started with 2");
            assertThat(room.context.configuration())
                    .contains(setting("", "watch.lamps", "2", "app.conf: 1", false));
        }
    }

    @Test
    void itSeesEverySettingThatHoldsAndNoSecret() {
        String tags = "tags { \"a b\" = x, api-token = T0K3N, url = \"https://u:T0/K3N@h\" }";
        String url = "query-timeout = ${?NOWHERE} 5s, leak-detection-threshold = 2s, " + tags;
        file.set(
                "acquire-timeout = 3s,\n"
                        + enabled("token = T0K3N")
                        + ",\nconnections {\n"
                        + "a { type = h2, user = sa, password = \"\", database = "
                        + database
                        + ", "
                        + url
                        + " } }");
        try (DatabaseManager manager = load()) {
            manager.connect();
            List<EffectiveSetting> seen = room.context.configuration();
            assertThat(seen)
                    .contains(
                            setting("", "watch.enabled", "true", "app.conf: 2", false),
                            setting("", "watch.lamps", "1", "default", true),
                            setting("", "watch.token", "******", "app.conf: 2", false),
                            setting("a", "type", "h2", "app.conf: 4", false),
                            setting("a", "database", database, "app.conf: 4", false),
                            setting("a", "password", "******", "app.conf: 4", false),
                            setting("a", "acquire-timeout", "3s", "app.conf: 1", false),
                            setting("a", "leak-detection-threshold", "2s", "app.conf: 4", false),
                            setting("a", "max-open-conns", "25", "default", true),
                            setting("a", "tags.a b", "x", "app.conf: 4", false),
                            setting("a", "tags.api-token", "******", "app.conf: 4", false),
                            setting("a", "tags.url", "******", "app.conf: 4", false));
            assertThat(seen.toString()).doesNotContain("T0K3N", "T0/K3N");
            manager.add("b", Map.of("type", "h2", "database", database + "2"));
            assertThat(room.context.configuration())
                    .contains(setting("b", "type", "h2", "add", false));
        }
    }

    private static EffectiveSetting setting(
            String connection, String key, String value, String origin, boolean isDefault) {
        return new EffectiveSetting(
                Optional.of(connection).filter(name -> !name.isEmpty()),
                key,
                value,
                origin,
                isDefault);
    }

    private String enabled(String settings) {
        return "watch { enabled = true, room = " + database + ", " + settings + " }";
    }

    private String h2(String settings) {
        return "a { type = h2, database = " + database + ", " + settings + " }";
    }

    private DatabaseManager load(String block, String connections) {
        file.set(block + ", connections { " + connections + " }");
        return load();
    }

    private DatabaseManager load() {
        return Dbm.builder()
                .classLoader(loader())
                .config(() -> Managers.parse("dbmanager { " + file.get() + " }").resolve())
                .load();
    }

    private List<String> mistakes(String block) {
        return catchThrowableOfType(ConfigurationException.class, () -> load(block, h2("")).close())
                .problems()
                .stream()
                .map(ConfigurationException.Problem::toString)
                .toList();
    }

    private ClassLoader loader() {
        try {
            URL[] urls = {folder.toUri().toURL()};
            return new URLClassLoader(urls, getClass().getClassLoader());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
