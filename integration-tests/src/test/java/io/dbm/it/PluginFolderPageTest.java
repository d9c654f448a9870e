package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.example.jars.Compiler;
import com.example.jars.PluginJar;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.provider.postgres.PostgresProvider;
import io.dbm.spi.DatabaseProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** What {@code docs/plugin-folder.md} says that dbm says. */
@Timeout(60)
class PluginFolderPageTest {

    private static final Path API = Path.of("../dbm-api/src/main/java/io/dbm/spi");
    private static final String PROVIDER_JAR = "dbm-provider-postgres-0.1.0.jar";
    private static final String DRIVER_JAR = "postgresql-42.7.14.jar";

    @TempDir Path temporary;
    private Path plugins;

    @BeforeEach
    void nameTheFolder() throws IOException {
        plugins = temporary.toRealPath().resolve("shop").resolve("plugins");
    }

    @Test
    void everyMessageIsWhatDbmPrints() throws Exception {
        assertThat(page().messages())
                .containsExactly(
                        twoOfOneType(), noFolder(), noPlugin(), noJar(), madeForAnotherApi());
    }

    @Test
    void theConfigurationNamesTheFoldersThatItShows() throws IOException {
        for (String unit : List.of("current", "legacy")) {
            putProvider(unit);
            PluginJar.copyOf(Driver.class, plugins.resolve(unit));
        }
        Config shown = ConfigFactory.parseString(page().blocks("conf").get(0));
        Config here =
                ConfigFactory.parseString("dbmanager.plugins.dir = \"" + plugins + "\"")
                        .withFallback(shown);
        try (DatabaseManager manager = Dbm.load(here)) {
            assertThat(manager.connections()).hasSize(2);
        }
    }

    @Test
    void theLogTellsOfEachPluginWhatThePageShows() throws Exception {
        putProvider("current");
        putProvider("legacy");
        String log = logged("event=plugins", "type = sqlite, filepath = x.db");
        Matcher shown =
                Pattern.compile("(?:provider|access) [^)]+\\)")
                        .matcher(page().blocks("log").get(0));
        assertThat(shown.results().map(each -> each.group()))
                .hasSize(4)
                .allSatisfy(plugin -> assertThat(log).contains(plugin));
    }

    private String twoOfOneType() throws IOException {
        putProvider("current");
        putProvider("legacy");
        return mistake("type = postgres, host = localhost, database = shop, user = app");
    }

    /** A relative one, as on the page. */
    private String noFolder() {
        plugins = Path.of("no-plugins");
        String message = mistake("type = sqlite, filepath = x.db");
        return message.replace(plugins.toAbsolutePath().toString(), "/shop/plugins");
    }

    private String noPlugin() throws Exception {
        empty();
        Files.createDirectories(plugins);
        Files.copy(PluginJar.whereIs(Driver.class), plugins.resolve(DRIVER_JAR));
        return logged("event=plugin_failed", "type = sqlite, filepath = x.db");
    }

    private String noJar() throws Exception {
        empty();
        putProvider("current");
        Files.writeString(plugins.resolve("current").resolve(DRIVER_JAR), "half of it");
        return logged("event=plugin_failed", "type = sqlite, filepath = x.db");
    }

    private String madeForAnotherApi() throws Exception {
        empty();
        Path api = temporary.resolve("api");
        String spec = Files.readString(API.resolve("ConnectionSpec.java"));
        Compiler.compile(
                api,
                List.of(),
                spec.replace("String name();", "String name();\nString wallet(String of);"));
        String provider =
                """
                package com.example.oracle;
                import io.dbm.spi.*;
                public class OracleProvider implements DatabaseProvider {
                    public String type() { return "oracle"; }
                    public Connector configure(ConnectionSpec spec) {
                        spec.wallet("x");
                        return null;
                    }
                }
                """;
        new PluginJar()
                .manifest("Dbm-Api-Version", "0.9.0")
                .provides(DatabaseProvider.class, "com.example.oracle.OracleProvider")
                .withAll(Compiler.compile(temporary.resolve("classes"), List.of(api), provider))
                .write(plugins.resolve("oracle.jar"));
        return logged("event=plugin_failed", "type = sqlite, filepath = x.db");
    }

    private void putProvider(String unit) throws IOException {
        new PluginJar()
                .manifest("Implementation-Version", "0.1.0")
                .withAllBeside(PostgresProvider.class)
                .write(plugins.resolve(unit).resolve(PROVIDER_JAR));
    }

    private void empty() throws IOException {
        plugins = Files.createTempDirectory(temporary.toRealPath(), "plugins");
    }

    private String mistake(String primary) {
        return asInThePage(catchThrowable(() -> load(primary).close()).getMessage());
    }

    private String logged(String event, String primary) throws Exception {
        String log = CapturedLog.of("io.dbm.plugin", unused -> load(primary).close());
        Matcher line = Pattern.compile(event + " .*").matcher(log);
        assertThat(line.find()).as(log).isTrue();
        return asInThePage(line.group());
    }

    private DatabaseManager load(String primary) {
        return Dbm.load(
                ConfigFactory.parseString(
                        """
                        dbmanager {
                          plugins { dir = "%s" }
                          connections {
                            primary { %s }
                          }
                        }
                        """
                                .formatted(plugins, primary),
                        ConfigParseOptions.defaults().setOriginDescription("application.conf")));
    }

    /** In the page all is in one folder, and the class path has jars with versions. */
    private String asInThePage(String text) {
        String inShop =
                plugins.isAbsolute() ? text.replace(plugins.toString(), "/shop/plugins") : text;
        return inShop.replace(
                        PluginJar.whereIs(PostgresProvider.class).toString(),
                        "/shop/lib/" + PROVIDER_JAR)
                .replace(PluginJar.whereIs(Dbm.class).toString(), "/shop/lib/dbm-core-0.1.0.jar")
                .replaceAll("(postgres|jdbc)( 0\\.1\\.0(-SNAPSHOT)?)? \\(", "$1 0.1.0 (")
                .replaceAll(
                        "for dbm-api 0\\.9\\.0(, and this is dbm-api \\S+)?: ",
                        "for dbm-api 0.9.0, and this is dbm-api 0.1.0: ");
    }

    private static Page page() throws IOException {
        return Page.of("docs/plugin-folder.md");
    }
}
