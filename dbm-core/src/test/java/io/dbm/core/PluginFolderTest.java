package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.codahale.metrics.MetricRegistry;
import com.example.h2.H2Provider;
import com.example.jars.Compiler;
import com.example.jars.PluginJar;
import com.example.plugins.ContextProvider;
import com.example.plugins.EchoAdapter;
import com.example.plugins.EchoProvider;
import com.example.plugins.KeeperProvider;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.dbm.ConfigurationException;
import io.dbm.ConfigurationException.Problem;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.PluginInfo;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.CredentialsProvider;
import io.dbm.spi.DatabaseProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.Driver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are not on the class path, but in a folder that the file or the builder names. */
class PluginFolderTest {

    @TempDir Path temporary;
    private Path folder;

    @BeforeEach
    void nameTheFolder() throws IOException {
        folder = temporary.toRealPath().resolve("plugins");
    }

    @Test
    void eachFolderOfJarsIsAPluginWithADriverOfItsOwn() throws Exception {
        h2("old");
        h2("new");
        try (DatabaseManager manager =
                load(
                        "b { type = old/h2, database = b }, c { type = new/h2, database = c }, d {"
                                + " type = class-path/h2, database = d }")) {
            manager.connect();
            List<ClassLoader> drivers =
                    List.of(
                            driver(manager.connection("b")),
                            driver(manager.connection("c")),
                            driver(manager.connection("d")));
            assertThat(drivers).doesNotHaveDuplicates();
            assertThat(drivers.get(2)).isSameAs(getClass().getClassLoader());
            assertThat(manager.connection("b").type()).isEqualTo("h2");
        }
    }

    @Test
    void aPluginTellsWhereItIsFrom() throws IOException {
        h2("old");
        try (DatabaseManager manager = load("b { type = old/h2, database = b }")) {
            assertThat(manager.plugins())
                    .contains(
                            new PluginInfo(
                                    PluginInfo.Kind.PROVIDER,
                                    "h2",
                                    H2Provider.class.getName(),
                                    Optional.of("1.2.3"),
                                    Optional.of(folder.resolve("old/h2-plugin.jar").toString()),
                                    Optional.of("old")));
            assertThat(manager.plugins())
                    .filteredOn(plugin -> plugin.className().equals(H2Provider.class.getName()))
                    .extracting(PluginInfo::folder)
                    .containsExactlyInAnyOrder(Optional.empty(), Optional.of("old"));
        }
    }

    @Test
    void aTypeThatTwoBringFailsOnlyTheConnectionsThatDoNotSayWhich() throws IOException {
        h2("old");
        assertThat(mistake("a { type = h2, database = x }, b { type = faulty, database = y }"))
                .isEqualTo(
                        "more than one plugin brings 'h2': com.example.h2.H2Provider in "
                                + PluginJar.whereIs(H2Provider.class)
                                + ", com.example.h2.H2Provider in "
                                + folder.resolve("old/h2-plugin.jar")
                                + "; say which: \"class-path/h2\" or \"old/h2\"");
    }

    @Test
    void oneNameForAJarAndAFolderCannotBeToldApart() throws IOException {
        h2("old");
        h2Plugin().write(folder.resolve("old.jar"));
        assertThat(mistake("a { type = old/h2, database = x }"))
                .isEqualTo(
                        "more than one plugin brings 'old/h2': com.example.h2.H2Provider in "
                                + folder.resolve("old/h2-plugin.jar")
                                + ", com.example.h2.H2Provider in "
                                + folder.resolve("old.jar")
                                + "; remove all but one of them");
    }

    @Test
    void aFolderThatIsNamedAsTheClassPathIsRefused() throws IOException {
        h2("class-path");
        String reason =
                folder.resolve("class-path")
                        + ", in the folder that app.conf: 2 names, is not used: its name stands for"
                        + " the class path; give it another one";
        assertThat(mistake("a { type = class-path/other, database = x }")).isEqualTo(reason);
        try (DatabaseManager manager = load("a { type = class-path/h2, database = x }")) {
            assertThat(manager.plugins())
                    .filteredOn(plugin -> plugin.id().equals("h2"))
                    .extracting(PluginInfo::folder)
                    .containsExactly(Optional.empty());
        }
    }

    @Test
    void aMisspeltNameIsGuessed() throws IOException {
        h2("old");
        assertThat(mistake("a { type = odl/h2, database = x }"))
                .isEqualTo(
                        "no provider 'odl/h2'; did you mean 'old/h2'?; on the class path: faulty,"
                                + " h2, rogue; in the folder of plugins: old/h2");
        assertThat(problems("dirr = " + quoted(folder), "a { type = h2, database = x }"))
                .containsExactly(
                        new Problem(
                                "dbmanager.plugins.dirr",
                                "app.conf: 2",
                                "unknown key; did you mean 'dir'?"));
    }

    @Test
    void aFolderThatIsNotThereIsAMistakeOfItsLine() throws IOException {
        Path working = Path.of("").toAbsolutePath();
        assertThat(problems("dir = no-plugins", "a { type = h2, database = x }"))
                .containsExactly(
                        new Problem(
                                "dbmanager.plugins.dir",
                                "app.conf: 2",
                                "there is no folder "
                                        + working.resolve("no-plugins")
                                        + ": make it, or name another one; a relative path starts in"
                                        + " the directory that the application runs in"));
        Path file = Files.createFile(temporary.toRealPath().resolve("file"));
        assertThat(problems("dir = " + quoted(file), "a { type = h2, database = x }"))
                .containsExactly(
                        new Problem(
                                "dbmanager.plugins.dir",
                                "app.conf: 2",
                                file + " is no folder: make it, or name another one"));
    }

    @Test
    void aJarThatCannotBeReadFailsOnlyTheConnectionsThatNeedIt() throws IOException {
        h2("old");
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");
        String reason =
                broken
                        + ", in the folder that app.conf: 2 names, cannot be read as a jar"
                        + " (java.util.zip.ZipException: zip END header not found): put an intact"
                        + " one in its place, or remove it";
        assertThat(
                        mistake(
                                "a { type = broken/h2, database = x }, b { type = old/h2, database = y }"))
                .isEqualTo(reason);
        assertThat(mistake("a { type = thingamabob }"))
                .isEqualTo(
                        "no provider has this name; on the class path: faulty, h2, rogue; in the"
                                + " folder of plugins: old/h2; "
                                + reason);
    }

    @Test
    void aJarWithoutPluginsAndAFolderWithoutJarsAreNamed() throws IOException {
        PluginJar.copyOf(Driver.class, folder);
        Path driver = folder.resolve(PluginJar.whereIs(Driver.class).getFileName());
        Files.createDirectories(folder.resolve("empty"));
        Files.writeString(folder.resolve("README.txt"), "neither a jar nor a folder");
        Files.createDirectories(folder.resolve(".hidden"));
        assertThat(mistake("a { type = thingamabob }"))
                .isEqualTo(
                        "no provider has this name; on the class path: faulty, h2, rogue; "
                                + folder.resolve("empty")
                                + ", in the folder that app.conf: 2 names, has no jar in it: put a"
                                + " plugin and what it needs there, or remove it; "
                                + driver
                                + ", in the folder that app.conf: 2 names, brings no plugin: put a"
                                + " driver, or another library, into one folder with the plugin that"
                                + " needs it, or remove it");
    }

    @Test
    void aPluginWithoutItsDriverSaysWhatToPutWhere() throws IOException {
        h2Plugin().write(folder.resolve("alone.jar"));
        assertThat(mistake("a { type = alone/h2, database = x }"))
                .isEqualTo(
                        "the plugin com.example.h2.H2Provider in "
                                + folder.resolve("alone.jar")
                                + " needs the class org.h2.jdbcx.JdbcDataSource, which is not"
                                + " there: find out which library brings it, and put it and the"
                                + " plugin into one folder, in the folder of plugins");
    }

    @Test
    void aPluginWhoseClientNobodyOutsideCouldSeeIsRefused() throws IOException {
        new PluginJar()
                .with(EchoProvider.class)
                .with(EchoAdapter.class)
                .provides(DatabaseProvider.class, EchoProvider.class.getName())
                .provides(AccessAdapter.class, EchoAdapter.class.getName())
                .write(folder.resolve("echo.jar"));
        assertThat(mistake("a { type = echo }"))
                .isEqualTo(
                        "the plugin com.example.plugins.EchoProvider in "
                                + folder.resolve("echo.jar")
                                + " cannot be used: it offers"
                                + " com.example.plugins.EchoProvider$Echo, which from a folder no"
                                + " application can see: put the plugin, and what it needs, on the"
                                + " class path");
    }

    @Test
    void anAccessLayerThatTheClassPathBringsTooIsTheClassPaths() throws IOException {
        new PluginJar()
                .withAllBeside(Dbm.class)
                .withAllBeside(DatabaseManager.class)
                .write(folder.resolve("copy-of-dbm.jar"));
        PluginJar.copyOf(Config.class, folder.resolve("unused"));
        try (DatabaseManager manager = load("a { type = h2, database = copied }")) {
            manager.connect();
            assertThat(manager.connection("a").access(DataSource.class)).isNotNull();
        }
    }

    @Test
    void anAccessLayerWhoseTypeTheApplicationSeesMayComeFromAFolder() throws IOException {
        String adapter =
                """
                package org.elsewhere.layer;
                import io.dbm.spi.*;
                public class Names implements AccessAdapter<StringBuilder> {
                    public String id() { return "names"; }
                    public Class<StringBuilder> accessType() { return StringBuilder.class; }
                    public Class<?> clientType() { return javax.sql.DataSource.class; }
                    public AccessLayer<StringBuilder> configure(AccessSpec spec) {
                        return it -> new StringBuilder(it.connection());
                    }
                }
                """;
        new PluginJar()
                .provides(AccessAdapter.class, "org.elsewhere.layer.Names")
                .withAll(Compiler.compile(temporary.resolve("classes"), List.of(), adapter))
                .write(folder.resolve("names.jar"));
        try (DatabaseManager manager = load("a { type = h2, database = named }")) {
            manager.connect();
            assertThat(manager.connection("a").access(StringBuilder.class)).hasToString("a");
        }
    }

    @Test
    void credentialsMayComeFromAFolderToo() throws Exception {
        new PluginJar()
                .with(KeeperProvider.class)
                .provides(CredentialsProvider.class, KeeperProvider.class.getName())
                .write(folder.resolve("keys-2.jar"));
        String connection =
                "a { type = h2, database = kept, credentials { provider = %s, who = ME } }";
        for (String name : List.of("keeper", "keys-2/keeper")) {
            try (DatabaseManager manager = load(connection.formatted(name))) {
                manager.connect();
                try (Connection jdbc =
                        manager.connection("a").access(DataSource.class).getConnection()) {
                    assertThat(jdbc.getMetaData().getUserName()).isEqualTo("ME");
                }
            }
        }
        assertThat(mistake(connection.formatted("keys-3/keeper")))
                .isEqualTo(
                        "no credentials provider 'keys-3/keeper'; did you mean 'keys-2/keeper'?; no"
                                + " credentials provider is on the class path; in the folder of"
                                + " plugins: keys-2/keeper");
    }

    @Test
    void thePluginIsCalledWithItsOwnContextClassLoaderAndNobodyElseIs() throws Exception {
        new PluginJar()
                .with(ContextProvider.class)
                .provides(DatabaseProvider.class, ContextProvider.class.getName())
                .write(folder.resolve("context/plugin.jar"));
        PluginJar.copyOf(Driver.class, folder.resolve("context"));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        AtomicReference<ClassLoader> heard = new AtomicReference<>();
        try (DatabaseManager manager =
                Dbm.builder()
                        .config(config("a { type = context, database = x }"))
                        .listener(
                                (name, was, now) ->
                                        heard.set(Thread.currentThread().getContextClassLoader()))
                        .load()) {
            manager.connect();
            DataSource pool = manager.connection("a").access(DataSource.class);
            try (Connection first = pool.getConnection();
                    Connection second = pool.getConnection()) {
                assertThat(first).isNotEqualTo(second);
            }
            manager.connection("a").reconnect();
            Managers.await(() -> heard.get() != null);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("dbm-"))
                    .extracting(Thread::getContextClassLoader)
                    .doesNotContain(driver(manager.connection("a")));
            assertThat(heard).hasValue(before);
        }
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void theBuilderCanNameAFolderBesideTheFiles() throws IOException {
        h2("old");
        Path other = temporary.toRealPath().resolve("others");
        h2Plugin().write(other.resolve("more/h2.jar"));
        PluginJar.copyOf(Driver.class, other.resolve("more"));
        String connections =
                "a { type = old/h2, database = a }, b { type = more/h2, database = b }";
        try (DatabaseManager manager =
                Dbm.builder().config(config(connections)).plugins(other).load()) {
            manager.connect();
            assertThat(manager.stats().healthy()).isEqualTo(2);
        }
        Path missing = temporary.resolve("missing").toAbsolutePath();
        assertThat(
                        catchThrowableOfType(
                                        ConfigurationException.class,
                                        () ->
                                                Dbm.builder()
                                                        .config(
                                                                config(
                                                                        "a {type = old/h2, database = a}"))
                                                        .plugins(missing)
                                                        .load()
                                                        .close())
                                .problems())
                .containsExactly(
                        new Problem(
                                "dbmanager.plugins.dir",
                                "Dbm.builder().plugins(" + missing + ")",
                                "there is no folder "
                                        + missing
                                        + ": make it, or name another one"));
    }

    @Test
    void aReloadKeepsToTheFolderThatWasRead() throws IOException {
        h2("old");
        Config before = config("a { type = old/h2, database = a }");
        try (DatabaseManager manager = Dbm.load(before)) {
            manager.connect();
            assertThat(Dbm.reload(manager, before).added()).isEmpty();
            h2("new");
            Config later = config("a { type = old/h2, database = a }, b { type = new/h2 }");
            assertThatThrownBy(() -> Dbm.reload(manager, later))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("in the folder of plugins: old/h2");
            Config elsewhere = parse("dir = other", "a { type = old/h2, database = a }");
            String message =
                    "is read once, when a manager is loaded, and was \""
                            + folder
                            + "\" then: leave it as it was, or load a new manager";
            assertThat(
                            catchThrowableOfType(
                                            ConfigurationException.class,
                                            () -> Dbm.reload(manager, elsewhere))
                                    .problems())
                    .containsExactly(new Problem("dbmanager.plugins.dir", "app.conf: 2", message));
            assertThatThrownBy(
                            () ->
                                    Dbm.reload(
                                            manager,
                                            Managers.parse(
                                                    "dbmanager.connections.a { type = old/h2,"
                                                            + " database = a }")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("dbmanager.plugins.dir")
                    .hasMessageContaining(message);
            assertThat(manager.connection("a").health().isAlive()).isTrue();
        }
    }

    @Test
    void theConnectionsOfAPluginThatFailsAreTheOnlyOnesThatFail() throws IOException {
        String provider =
                """
                package org.elsewhere.db;
                import io.dbm.spi.*;
                public class Sick implements DatabaseProvider {
                    static { if (true) throw new IllegalStateException("sick"); }
                    public String type() { return "sick"; }
                    public Connector configure(ConnectionSpec spec) { return null; }
                }
                """;
        new PluginJar()
                .provides(DatabaseProvider.class, "org.elsewhere.db.Sick")
                .withAll(Compiler.compile(temporary.resolve("classes"), List.of(), provider))
                .write(folder.resolve("sick.jar"));
        String reason =
                "the plugin org.elsewhere.db.Sick in "
                        + folder.resolve("sick.jar")
                        + " could not be loaded: IllegalStateException: sick";
        assertThat(mistake("a { type = sick/sick }")).isEqualTo(reason);
        try (DatabaseManager manager = load("a { type = h2, database = healthy }")) {
            manager.connect();
            assertThat(manager.stats().healthy()).isEqualTo(1);
        }
    }

    @Test
    void anErrorOfAPluginThatIsAskedForItsTypeIsItsOwn() throws IOException {
        String provider =
                """
                package org.elsewhere.db;
                import io.dbm.spi.*;
                public class Undone implements DatabaseProvider {
                    public String type() { throw new AssertionError("not yet"); }
                    public Connector configure(ConnectionSpec spec) { return null; }
                }
                """;
        new PluginJar()
                .provides(DatabaseProvider.class, "org.elsewhere.db.Undone")
                .withAll(Compiler.compile(temporary.resolve("classes"), List.of(), provider))
                .write(folder.resolve("undone.jar"));
        assertThat(mistake("a { type = undone/undone }"))
                .isEqualTo(
                        "the plugin org.elsewhere.db.Undone in "
                                + folder.resolve("undone.jar")
                                + " could not be loaded: AssertionError: not yet");
    }

    @Test
    void anErrorOfAPluginThatReadsItsSettingsIsItsOwn() throws IOException {
        String provider =
                """
                package org.elsewhere.db;
                import io.dbm.spi.*;
                public class Strict implements DatabaseProvider {
                    public String type() { return "strict"; }
                    public Connector configure(ConnectionSpec spec) { throw new AssertionError("s3cr3t"); }
                }
                """;
        new PluginJar()
                .provides(DatabaseProvider.class, "org.elsewhere.db.Strict")
                .withAll(Compiler.compile(temporary.resolve("classes"), List.of(), provider))
                .write(folder.resolve("strict.jar"));
        assertThat(mistake("a { type = strict }, b { type = h2, database = y }"))
                .isEqualTo(
                        "the plugin org.elsewhere.db.Strict failed with java.lang.AssertionError;"
                                + " this is a fault of the plugin");
    }

    @Test
    void eachDriverIsToldToGoThoughAnotherWillNot() throws IOException {
        String provider =
                """
                package org.elsewhere.db;
                import io.dbm.spi.*;
                import java.sql.*;
                import java.util.*;
                import java.util.logging.Logger;
                public class Drivers implements DatabaseProvider {
                    static {
                        try {
                            for (int i = 0; i < 3; i++) {
                                DriverManager.registerDriver(new Other(), () -> {
                                    System.getProperties().merge("drivers.asked", "1", (a, b) -> "" + a + b);
                                    throw new IllegalStateException("it stays");
                                });
                            }
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    public String type() { return "drivers"; }
                    public Connector configure(ConnectionSpec spec) { return null; }
                    public static class Other implements Driver {
                        public Connection connect(String url, Properties info) { return null; }
                        public boolean acceptsURL(String url) { return false; }
                        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) { return null; }
                        public int getMajorVersion() { return 1; }
                        public int getMinorVersion() { return 0; }
                        public boolean jdbcCompliant() { return false; }
                        public Logger getParentLogger() { return null; }
                    }
                }
                """;
        new PluginJar()
                .provides(DatabaseProvider.class, "org.elsewhere.db.Drivers")
                .withAll(Compiler.compile(temporary.resolve("classes"), List.of(), provider))
                .write(folder.resolve("drivers.jar"));
        try {
            load("a { type = h2, database = drivers }").close();
            assertThat(System.getProperty("drivers.asked")).isEqualTo("111");
        } finally {
            System.clearProperty("drivers.asked");
        }
        assertThat(PluginJar.open(folder)).isEmpty();
    }

    @Test
    void aNativeLibraryThatIsNotThereIsNoMatterOfVersions() throws IOException {
        String provider =
                """
                package org.elsewhere.db;
                import io.dbm.spi.*;
                public class Native implements DatabaseProvider {
                    public String type() {
                        System.loadLibrary("not-there");
                        return "native";
                    }
                    public Connector configure(ConnectionSpec spec) { return null; }
                }
                """;
        new PluginJar()
                .provides(DatabaseProvider.class, "org.elsewhere.db.Native")
                .withAll(Compiler.compile(temporary.resolve("classes"), List.of(), provider))
                .write(folder.resolve("native.jar"));
        assertThat(mistake("a { type = native/native }"))
                .isEqualTo(
                        "the plugin org.elsewhere.db.Native in "
                                + folder.resolve("native.jar")
                                + " cannot use a native library: put it where Java looks for it, for"
                                + " one plugin only, since a process loads it once"
                                + " (UnsatisfiedLinkError: no not-there in java.library.path: "
                                + System.getProperty("java.library.path")
                                + ")");
    }

    @Test
    void aThreadOfAPoolHasNotTheContextClassLoaderOfWhoBorrows() throws Exception {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        try (URLClassLoader borrower = new URLClassLoader(new URL[0], before);
                DatabaseManager manager =
                        Dbm.load(
                                Managers.parse(
                                        "dbmanager.connections.a { type = h2, database = borrowed"
                                                + " }"))) {
            manager.connect();
            DataSource pool = manager.connection("a").access(DataSource.class);
            current.setContextClassLoader(borrower);
            try (Connection first = pool.getConnection();
                    Connection second = pool.getConnection()) {
                assertThat(first).isNotEqualTo(second);
                assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> thread.getName().equals("dbm-a-pool"))
                        .isNotEmpty()
                        .extracting(Thread::getContextClassLoader)
                        .doesNotContain(borrower);
            } finally {
                current.setContextClassLoader(before);
            }
        }
    }

    @Test
    void noJarStaysOpenThatAPluginHasReadByAnUrl() throws IOException {
        String provider =
                """
                package org.elsewhere.db;
                import io.dbm.spi.*;
                public class Reader implements DatabaseProvider {
                    public String type() {
                        try {
                            Reader.class.getResource("/notes.txt").openStream().close();
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                        return "reader";
                    }
                    public Connector configure(ConnectionSpec spec) { return null; }
                }
                """;
        new PluginJar()
                .provides(DatabaseProvider.class, "org.elsewhere.db.Reader")
                .withAll(Compiler.compile(temporary.resolve("classes"), List.of(), provider))
                .write(folder.resolve("reader/reader.jar"));
        new PluginJar()
                .with("notes.txt", new byte[] {'n'})
                .write(folder.resolve("reader/library.jar"));
        try (DatabaseManager manager = load("a { type = h2, database = read }")) {
            assertThat(manager.plugins()).extracting(PluginInfo::id).contains("reader");
        }
        assertThat(PluginJar.open(folder)).isEmpty();
    }

    @Test
    void aRegistryThatFailsKeepsNoPluginLoaded() throws IOException {
        h2("old");
        MetricRegistry registry =
                new MetricRegistry() {
                    @Override
                    public boolean remove(String name) {
                        throw new IllegalStateException("it stays");
                    }
                };
        DatabaseManager manager =
                Dbm.builder()
                        .config(
                                config(
                                        "a { type = old/h2, database = kept, enable-metrics = true"
                                                + " }"))
                        .service(MetricRegistry.class, registry)
                        .load();
        manager.connect();
        assertThatThrownBy(manager::close).hasRootCauseMessage("it stays");
        assertThat(PluginJar.open(folder)).isEmpty();
    }

    private void h2(String unit) throws IOException {
        h2Plugin().write(folder.resolve(unit).resolve("h2-plugin.jar"));
        PluginJar.copyOf(Driver.class, folder.resolve(unit));
    }

    private static PluginJar h2Plugin() throws IOException {
        return new PluginJar()
                .manifest("Implementation-Version", "1.2.3")
                .with(H2Provider.class)
                .provides(DatabaseProvider.class, H2Provider.class.getName());
    }

    private static ClassLoader driver(NamedConnection connection) throws SQLException {
        try (Connection jdbc = connection.access(DataSource.class).getConnection()) {
            return jdbc.unwrap(Connection.class).getClass().getClassLoader();
        }
    }

    private DatabaseManager load(String connections) {
        return Dbm.load(config(connections));
    }

    private Config config(String connections) {
        return parse("dir = " + quoted(folder), connections);
    }

    private static Config parse(String plugins, String connections) {
        return ConfigFactory.parseString(
                "dbmanager {\n  plugins { "
                        + plugins
                        + " }\n  connections { "
                        + connections
                        + " }\n}",
                ConfigParseOptions.defaults().setOriginDescription("app.conf"));
    }

    private static String quoted(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\") + "\"";
    }

    private String mistake(String connections) {
        List<Problem> problems = problems("dir = " + quoted(folder), connections);
        assertThat(problems).hasSize(1);
        return problems.get(0).message();
    }

    private static List<Problem> problems(String plugins, String connections) {
        return catchThrowableOfType(
                        ConfigurationException.class,
                        () -> Dbm.load(parse(plugins, connections)).close())
                .problems();
    }
}
