package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.spi.EffectiveSetting;
import io.dbm.spi.Extension;
import io.dbm.spi.ExtensionSpec;
import io.dbm.spi.ManagerExtension;
import io.dbm.spi.RunningExtension;
import io.dbm.spi.SettingKey;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a dsn says in place of a key is not told as if the key's default held. */
@Timeout(60)
class SettingsThatHoldTest {

    private static final List<EffectiveSetting> SEEN = new CopyOnWriteArrayList<>();

    /** The keys that concern where and how to connect, without those that every type has. */
    private static final Set<String> PLACE =
            Set.of(
                    "dsn",
                    "host",
                    "port",
                    "user",
                    "password",
                    "database",
                    "sslmode",
                    "auth-source",
                    "read-preference",
                    "filepath",
                    "busy-timeout");

    @TempDir Path folder;

    @BeforeEach
    void forgetWhatWasSeen() {
        SEEN.clear();
    }

    @Test
    void ofPostgresOnlyWhatTheDsnLeavesOpen() throws IOException {
        assertThat(place("postgres", "postgres://app:s3cr3t@db:5433/shop?sslmode=require"))
                .containsExactly("dsn = ****** (app.conf: 1)");
        assertThat(place("postgres", "postgres://db/shop"))
                .containsExactly(
                        "dsn = ****** (app.conf: 1)",
                        "port = 5432 (default)",
                        "sslmode = prefer (default)");
    }

    @Test
    void ofMongoOnlyWhatTheDsnLeavesOpen() throws IOException {
        assertThat(
                        place(
                                "mongodb",
                                "mongodb://app:s3cr3t@db:5996/?tls=true&readPreference=secondary"))
                .containsExactly("dsn = ****** (app.conf: 1)", "auth-source = admin (default)");
        assertThat(place("mongodb", "mongodb://db/shop"))
                .containsExactly(
                        "dsn = ****** (app.conf: 1)",
                        "port = 27017 (default)",
                        "read-preference = primary (default)",
                        "sslmode = disable (default)");
        assertThat(place("mongodb", "mongodb+srv://db.example.org/"))
                .containsExactly(
                        "dsn = ****** (app.conf: 1)", "read-preference = primary (default)");
    }

    @Test
    void ofMssqlOnlyWhatTheDsnLeavesOpen() throws IOException {
        assertThat(place("mssql", "jdbc:sqlserver://db:1444;databaseName=shop;encrypt=false"))
                .containsExactly("dsn = ****** (app.conf: 1)");
        assertThat(place("mssql", "jdbc:sqlserver://db;databaseName=shop"))
                .containsExactly(
                        "dsn = ****** (app.conf: 1)",
                        "port = 1433 (default)",
                        "sslmode = verify-full (default)");
    }

    @Test
    void ofSqliteOnlyWhatTheDsnLeavesOpen() throws IOException {
        assertThat(place("sqlite", "jdbc:sqlite:shop.db?busy_timeout=7000"))
                .containsExactly("dsn = ****** (app.conf: 1)");
        assertThat(place("sqlite", "jdbc:sqlite:shop.db"))
                .containsExactly("dsn = ****** (app.conf: 1)", "busy-timeout = 5s (default)");
    }

    /** Nothing is opened: nobody asks for a lazy connection. */
    private List<String> place(String type, String dsn) throws IOException {
        SEEN.clear();
        Config config =
                ConfigFactory.parseString(
                        "dbmanager { watch.enabled = true, connections.a { start = lazy, type = "
                                + type
                                + ", dsn = \""
                                + dsn
                                + "\" } }",
                        ConfigParseOptions.defaults().setOriginDescription("app.conf"));
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(ManagerExtension.class.getName()), Watch.class.getName());
        try (URLClassLoader loader =
                        new URLClassLoader(
                                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
                DatabaseManager manager = Dbm.builder().config(config).classLoader(loader).load()) {
            manager.connect();
        }
        List<String> place = new ArrayList<>();
        for (EffectiveSetting each : SEEN) {
            if (PLACE.contains(each.key())) {
                place.add(each.key() + " = " + each.value() + " (" + each.origin() + ")");
            }
        }
        return place;
    }

    /** Notes what holds. */
    public static final class Watch implements ManagerExtension {
        @Override
        public String id() {
            return "watch";
        }

        @Override
        public List<SettingKey<?>> settings() {
            return List.of();
        }

        @Override
        public Extension configure(ExtensionSpec spec) {
            return context -> {
                SEEN.addAll(context.configuration());
                return new Watching();
            };
        }
    }

    private static final class Watching implements RunningExtension {
        @Override
        public void close() {}
    }
}
