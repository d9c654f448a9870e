package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.jars.Compiler;
import com.example.jars.PluginJar;
import io.dbm.ConfigurationException;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.PluginInfo;
import io.dbm.UnsupportedAccessException;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.DatabaseProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plugin that was compiled against another {@code dbm-api} is found out, and does not disturb the
 * others. The other {@code dbm-api} is this one with a few things changed.
 */
class OtherApiTest {

    private static final Path API = Path.of("../dbm-api/src/main/java/io/dbm/spi");
    private static final String REMEDY =
            "; take a version of the plugin that was made for this dbm-api, or the dbm that it was"
                    + " made for";

    /** Its version is known if it is a jar. */
    private static final String HERE =
            Optional.ofNullable(DatabaseProvider.class.getPackage().getImplementationVersion())
                    .map(version -> ", and this is dbm-api " + version)
                    .orElse("");

    private static final String PROVIDER =
            """
            package org.elsewhere.db;
            import io.dbm.spi.*;
            public class TheirProvider implements DatabaseProvider {
                public String type() { return "theirs"; }
                public Connector configure(ConnectionSpec spec) { %s }
            }
            """;

    @TempDir Path folder;
    private Path api;
    private Path jar;

    @BeforeEach
    void nameTheFiles() {
        api = folder.resolve("api");
        jar = folder.resolve("theirs-1.0.jar");
    }

    @Test
    void whatTheOtherApiHasAndThisOneHasNotIsNamed() throws IOException {
        otherApi(
                "ConnectionSpec",
                "String name();",
                "String name(); int flavour(String of, long[] weights);");
        jar(PROVIDER.formatted("spec.flavour(null, null); return null;"))
                .manifest("Dbm-Api-Version", "9.1")
                .write(jar);
        assertThat(mistake("a { type = theirs }"))
                .isEqualTo(
                        "the plugin org.elsewhere.db.TheirProvider in "
                                + jar
                                + " was made for dbm-api 9.1"
                                + HERE
                                + ": there is no"
                                + " io.dbm.spi.ConnectionSpec.flavour(String, long[])"
                                + REMEDY);
        try (DatabaseManager manager = load("a { type = h2, database = other-api }")) {
            manager.connect();
            assertThat(manager.stats().healthy()).isEqualTo(1);
        }
    }

    @Test
    void aMethodThatOnlyThisApiAsksForIsNamed() throws IOException {
        otherApi("DatabaseProvider", "    Connector configure(ConnectionSpec spec);", "");
        otherApi(
                "CredentialsSource",
                "Lease obtain() throws Exception;",
                "Lease acquire() throws Exception;");
        jar("""
                        package org.elsewhere.db;
                        public class TheirProvider implements io.dbm.spi.DatabaseProvider {
                            public String type() { return "theirs"; }
                            Object source() {
                                io.dbm.spi.CredentialsSource source = () -> null;
                                return source;
                            }
                        }
                        """)
                .write(jar);
        assertThat(mistake("a { type = theirs }"))
                .isEqualTo(
                        "the plugin org.elsewhere.db.TheirProvider in "
                                + jar
                                + " was made for another dbm-api"
                                + HERE
                                + ": it does not implement"
                                + " io.dbm.spi.CredentialsSource.obtain(), it does not implement"
                                + " io.dbm.spi.DatabaseProvider.configure(ConnectionSpec)"
                                + REMEDY);
    }

    @Test
    void aTypeThatIsNotThereIsNamedEvenIfThePluginCannotBeLoadedWithoutIt() throws IOException {
        Compiler.compile(api, List.of(), "package io.dbm.spi;\npublic interface Flavoured {}");
        jar(PROVIDER.replace("DatabaseProvider {", "DatabaseProvider, Flavoured {")
                        .formatted("return null;"))
                .write(jar);
        assertThat(mistake("a { type = theirs }"))
                .isEqualTo(
                        "no provider has this name; on the class path: faulty, h2, rogue; the"
                                + " plugin org.elsewhere.db.TheirProvider in "
                                + jar
                                + " was made for another dbm-api"
                                + HERE
                                + ": NoClassDefFoundError:"
                                + " io/dbm/spi/Flavoured"
                                + REMEDY);
    }

    @Test
    void whatOnlyShowsWhenThePluginRunsIsAnErrorOfThatPluginToo() throws IOException {
        otherApi("ConnectionSpec", "String name();", "String name(); int flavour();");
        otherApi(
                "ProviderContext",
                "Credentials credentials() throws",
                "int flavour(); Credentials credentials() throws");
        String helper =
                """
                package org.elsewhere.far;
                public class Helper {
                    public static int of(io.dbm.spi.ConnectionSpec spec) { return spec.flavour(); }
                    public static int of(io.dbm.spi.ProviderContext it) { return it.flavour(); }
                }
                """;
        jar(
                        PROVIDER.formatted(
                                "if (spec.name().equals(\"early\")) {"
                                        + " org.elsewhere.far.Helper.of(spec); }"
                                        + " return it -> {"
                                        + " org.elsewhere.far.Helper.of(it); return null; };"),
                        helper)
                .write(jar);
        assertThat(mistake("early { type = theirs }"))
                .isEqualTo(
                        "the plugin org.elsewhere.db.TheirProvider in "
                                + jar
                                + " was made for another dbm-api"
                                + HERE
                                + ": NoSuchMethodError: 'int"
                                + " io.dbm.spi.ConnectionSpec.flavour()'"
                                + REMEDY);
        try (DatabaseManager manager = load("late { type = theirs }")) {
            assertThatThrownBy(manager::connect)
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining(
                            "the plugin org.elsewhere.db.TheirProvider in "
                                    + jar
                                    + " was made for another dbm-api"
                                    + HERE
                                    + ": NoSuchMethodError: 'int"
                                    + " io.dbm.spi.ProviderContext.flavour()'"
                                    + REMEDY
                                    + " (1 attempt in ");
        }
    }

    @Test
    void aSwitchMayNameAConstantThatOnlyTheOtherApiHas() throws IOException {
        otherApi("FailureKind", "    TIMEOUT,", "    TIMEOUT, FLAVOUR,");
        jar("""
                        package org.elsewhere.db;
                        import io.dbm.spi.*;
                        public class TheirProvider implements DatabaseProvider {
                            public String type() { return "theirs"; }
                            public Connector configure(ConnectionSpec spec) { return null; }
                            int grade(FailureKind kind) {
                                switch (kind) {
                                    case FLAVOUR: return 1;
                                    default: return 0;
                                }
                            }
                        }
                        """)
                .write(jar);
        assertIsUsed();
    }

    @Test
    void aPluginThatCatchesWhatIsMissingIsUsed() throws IOException {
        otherApi("ConnectionSpec", "String name();", "String name(); int flavour();");
        String newer =
                """
                package org.elsewhere.db;
                public class Newer {
                    static void use(io.dbm.spi.ConnectionSpec spec) { spec.flavour(); }
                }
                """;
        jar(
                        PROVIDER.formatted(
                                "try { Newer.use(spec); } catch (NoSuchMethodError e) {} return"
                                        + " null;"),
                        newer)
                .write(jar);
        assertIsUsed();
    }

    @Test
    void aLanguageMayLinkItsCallsInItsOwnWay() throws IOException {
        Path classes =
                Compiler.compile(
                        folder.resolve("classes"),
                        List.of(),
                        PROVIDER.formatted("return context -> null;"));
        Path provider = classes.resolve("org/elsewhere/db/TheirProvider.class");
        String compiled = Files.readString(provider, StandardCharsets.ISO_8859_1);
        String linked = // as Groovy compiles a closure that is cast to a Connector
                compiled.replace(
                                "java/lang/invoke/LambdaMetafactory",
                                "org/elsewhere/db/DynamicBootstraps")
                        .replace("\0\4open", "\0\4cast");
        assertThat(linked).hasSameSizeAs(compiled).contains("cast");
        Files.writeString(provider, linked, StandardCharsets.ISO_8859_1);
        new PluginJar()
                .provides(DatabaseProvider.class, "org.elsewhere.db.TheirProvider")
                .withAll(classes)
                .write(jar);
        assertIsUsed();
    }

    @Test
    void aDriverThatAPluginsJarCarriesIsNotLookedThrough() throws IOException {
        otherApi("ConnectionSpec", "String name();", "String name(); int flavour();");
        String driver =
                """
                package org.elsewhere.db.driver;
                public class Driver {
                    public static Object parts() { return new Part(); }
                }
                """;
        String part =
                """
                package org.elsewhere.db.driver;
                public class Part {
                    int of(io.dbm.spi.ConnectionSpec spec) { return spec.flavour(); }
                }
                """;
        jar(
                        PROVIDER.formatted("org.elsewhere.db.driver.Driver.parts(); return null;"),
                        driver,
                        part)
                .write(jar);
        assertIsUsed();
    }

    private void assertIsUsed() throws IOException {
        try (DatabaseManager manager = load("a { type = h2, database = other-api }")) {
            assertThat(manager.plugins()).extracting(PluginInfo::id).contains("theirs");
        }
    }

    @Test
    void aLibraryThatIsNotThereIsNoFaultOfTheApi() throws IOException {
        Path library = folder.resolve("library");
        Compiler.compile(
                library,
                List.of(),
                "package org.library;\npublic class Tool { public static void use() {} }");
        jar(List.of(library), PROVIDER.formatted("org.library.Tool.use(); return null;"))
                .write(jar);
        assertThat(mistake("a { type = theirs }"))
                .isEqualTo(
                        "the plugin org.elsewhere.db.TheirProvider in "
                                + jar
                                + " needs the class org.library.Tool, which is not there: find out"
                                + " which library brings it, and put it on the class path");
    }

    @Test
    void anAccessLayerThatDoesNotFitIsAnErrorOfTheConnection() throws IOException {
        otherApi("AccessContext", "String connection();", "String connection(); int flavour();");
        String adapter =
                """
                package org.elsewhere.layer;
                import io.dbm.spi.*;
                public class TheirAdapter implements AccessAdapter<StringBuilder> {
                    public String id() { return "theirs"; }
                    public Class<StringBuilder> accessType() { return StringBuilder.class; }
                    public Class<?> clientType() { return javax.sql.DataSource.class; }
                    public AccessLayer<StringBuilder> configure(AccessSpec spec) {
                        return org.elsewhere.far.Helper::open;
                    }
                }
                """;
        String helper =
                """
                package org.elsewhere.far;
                public class Helper {
                    public static StringBuilder open(io.dbm.spi.AccessContext it) {
                        return new StringBuilder(it.flavour());
                    }
                }
                """;
        new PluginJar()
                .provides(AccessAdapter.class, "org.elsewhere.layer.TheirAdapter")
                .withAll(Compiler.compile(folder.resolve("c"), List.of(api), adapter, helper))
                .write(jar);
        try (DatabaseManager manager = load("a { type = h2, database = other-layer }")) {
            manager.connect();
            assertThatThrownBy(() -> manager.connection("a").access(StringBuilder.class))
                    .isInstanceOf(UnsupportedAccessException.class)
                    .hasMessage(
                            "connection 'a' is h2 and offers DataSource, StringBuilder; the plugin"
                                    + " org.elsewhere.layer.TheirAdapter in "
                                    + jar
                                    + " was made for another dbm-api"
                                    + HERE
                                    + ": NoSuchMethodError: 'int"
                                    + " io.dbm.spi.AccessContext.flavour()'"
                                    + REMEDY);
        }
    }

    @Test
    void aClassLoaderWithADbmApiOfItsOwnIsToldWhatToLeaveOut() throws IOException {
        Path classes = PluginJar.whereIs(DatabaseProvider.class);
        URL[] urls = {classes.toUri().toURL(), PluginJar.whereIs(getClass()).toUri().toURL()};
        try (URLClassLoader apart =
                new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            assertThat(mistake("a { type = gone }", apart))
                    .contains(
                            "; a plugin was loaded with another dbm-api than dbm's own"
                                    + " (io.dbm.spi.DatabaseProvider: com.example.h2.H2Provider not"
                                    + " a subtype): leave dbm-api out of what its class loader"
                                    + " brings");
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aClassLoaderThatCannotBeAskedIsGivenUp() {
        ClassLoader ended =
                new ClassLoader(getClass().getClassLoader()) {
                    @Override
                    public Enumeration<URL> getResources(String name) throws IOException {
                        if (name.startsWith("META-INF/services/io.dbm.")) {
                            throw new IOException("it has ended");
                        }
                        return super.getResources(name);
                    }
                };
        try (DatabaseManager manager = load("a { type = h2, database = asked }", ended)) {
            assertThat(manager.plugins()).extracting(PluginInfo::id).contains("h2", "jdbc");
        }
        assertThat(mistake("a { type = thingamabob }", ended))
                .contains("; a plugin could not be loaded: IOException: it has ended");
    }

    /** Compiles a type of the other API, which differs in one place. */
    private void otherApi(String type, String here, String there) throws IOException {
        String source = Files.readString(API.resolve(type + ".java"));
        assertThat(source).contains(here);
        Compiler.compile(api, List.of(api), source.replace(here, there));
    }

    private PluginJar jar(String... sources) throws IOException {
        return jar(List.of(), sources);
    }

    private PluginJar jar(List<Path> libraries, String... sources) throws IOException {
        List<Path> first = new ArrayList<>(List.of(api));
        first.addAll(libraries);
        return new PluginJar()
                .provides(DatabaseProvider.class, "org.elsewhere.db.TheirProvider")
                .withAll(Compiler.compile(folder.resolve("classes"), first, sources));
    }

    private DatabaseManager load(String connections) throws IOException {
        URL[] urls = {jar.toUri().toURL()};
        return load(connections, new URLClassLoader(urls, getClass().getClassLoader()));
    }

    private static DatabaseManager load(String connections, ClassLoader loader) {
        return Dbm.builder()
                .classLoader(loader)
                .config(Managers.parse("dbmanager.connections { " + connections + " }"))
                .load();
    }

    private String mistake(String connections) throws IOException {
        URL[] urls = {jar.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
            return mistake(connections, loader);
        }
    }

    private static String mistake(String connections, ClassLoader loader) {
        List<ConfigurationException.Problem> problems =
                catchThrowableOfType(
                                ConfigurationException.class,
                                () -> load(connections, loader).close())
                        .problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).message();
    }
}
