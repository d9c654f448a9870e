package io.dbm.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.paper.PaperProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is published, in a JVM of its own. */
@Timeout(60)
@EnabledIfSystemProperty(named = "dbm.doctor.jar", matches = ".+")
class RunnableJarTest {

    private static final Path JAR = Path.of(System.getProperty("dbm.doctor.jar", ""));

    private static final Pattern ARTIFACT =
            Pattern.compile("META-INF/maven/(?!io\\.dbm/)(.+)/(.+)/pom.properties");

    /** Where the types of the artifacts are that tell which they are. */
    private static final Pattern OF_NO_ARTIFACT =
            Pattern.compile(
                    "(?!META-INF/|io/dbm/|io/leangen/|com/microsoft/|com/zaxxer/|microsoft/sql/|mssql/"
                            + "|net/ttddyy/|org/apache/ibatis/|org/jdbi/|org/slf4j/|org/sqlite/)"
                            + "([^/]+/[^/]+)/.*class");

    @TempDir Path folder;

    @Test
    void saysWhatTheReadmeShows() throws Exception {
        try (Patients patients = new Patients(folder)) {
            Asked asked = run("-jar", JAR, "check", patients.file());
            assertThat(Asked.withoutChance(asked.out()))
                    .isEqualTo(Asked.withoutChance(Readme.shown()));
            assertThat(asked.code()).isEqualTo(1);
            assertThat(asked.err().lines()).hasSize(5); // no word of a driver's
            Patients.secrets()
                    .forEach(
                            secret -> assertThat(asked.out() + asked.err()).doesNotContain(secret));
            assertThat(asked.out() + asked.err()).doesNotContain("\u001b");
        }
    }

    @Test
    void takesPluginsOfOthersFromTheClassPath() throws Exception {
        Path plugin = jarOf(PaperProvider.class, "2.1");
        Path file = folder.resolve("app.conf");
        Files.writeString(
                file,
                """
                dbmanager.connections {
                  letters { type = paper }
                  cache { type = sqlite, filepath = ":memory:" }
                }
                """);
        Asked asked =
                run(
                        "-cp",
                        JAR + File.pathSeparator + plugin,
                        Doctor.class.getName(),
                        "check",
                        file);
        assertThat(asked.code()).isEqualTo(1);
        assertThat(Asked.withoutChance(asked.out()))
                .contains(
                        "\n  provider  paper  2.1  paper.jar\n",
                        "\n  ok  cache  sqlite  SQLite ",
                        "\n  FAILED  letters  paper  -  -  12 ms  -  max 25, ",
                        "\nletters: The server is out of reach.\n  reason  paper does not answer\n");
    }

    @Test
    void takesThemFromTheFolderThatTheFileNames() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Files.move(jarOf(PaperProvider.class, "2.1"), plugins.resolve("post.jar"));
        Path file = folder.resolve("app.conf");
        Files.writeString(
                file,
                """
                dbmanager {
                  plugins { dir = "%s" }
                  connections { letters { type = post/paper } }
                }
                """
                        .formatted(plugins));
        Asked asked = run("-jar", JAR, "check", file);
        assertThat(asked.code()).isEqualTo(1);
        assertThat(Asked.withoutChance(asked.out()))
                .contains(
                        "\n  provider  post/paper  2.1  post.jar\n",
                        "\nletters: The server is out of reach.\n  reason  paper does not answer\n");
    }

    @Test
    void bringsTheLicencesOfWhatItHoldsAndNoSignatures() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains("META-INF/LICENSE.txt", "META-INF/licenses/")
                    .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"));
            assertThat(text(jar, "META-INF/LICENSE"))
                    .contains("Apache License", "PostgreSQL Global Development Group");
            assertThat(text(jar, "META-INF/NOTICE")).contains("Microsoft Corporation", "MyBatis");
            assertThat(text(jar, "META-INF/services/java.sql.Driver").lines()).hasSize(3);
        }
    }

    @Test
    void namesEachLibraryThatItHoldsInItsNotice() throws IOException {
        Map<String, String> names =
                Map.ofEntries(
                        Map.entry("com.microsoft.sqlserver:mssql-jdbc", "Microsoft JDBC driver"),
                        Map.entry("com.zaxxer:HikariCP", "HikariCP"),
                        Map.entry("io.leangen.geantyref:geantyref", "geantyref"),
                        Map.entry("io.prometheus:simpleclient", "Prometheus Java client"),
                        Map.entry("io.prometheus:simpleclient_common", "Prometheus Java client"),
                        Map.entry(
                                "io.prometheus:simpleclient_tracer_common",
                                "Prometheus Java client"),
                        Map.entry(
                                "io.prometheus:simpleclient_tracer_otel", "Prometheus Java client"),
                        Map.entry(
                                "io.prometheus:simpleclient_tracer_otel_agent",
                                "Prometheus Java client"),
                        Map.entry("net.ttddyy:datasource-proxy", "datasource-proxy"),
                        Map.entry("ognl:ognl", "OGNL"),
                        Map.entry("org.antlr:antlr4-runtime", "ANTLR 4 runtime"),
                        Map.entry("org.javassist:javassist", "Javassist"),
                        Map.entry("org.jdbi:jdbi3-core", "Jdbi"),
                        Map.entry("org.mybatis:mybatis", "MyBatis"),
                        Map.entry("org.slf4j:slf4j-api", "SLF4J"),
                        Map.entry("org.xerial:sqlite-jdbc", "sqlite-jdbc"),
                        // these do not say in the jar which artifact they are
                        Map.entry("com/mongodb", "MongoDB Java driver"),
                        Map.entry("com/typesafe", "config (Lightbend)"),
                        Map.entry("io/prometheus", "Prometheus Java client"),
                        Map.entry("org/bson", "MongoDB Java driver"),
                        Map.entry("org/checkerframework", "Checker Framework qualifiers"),
                        Map.entry("org/postgresql", "PostgreSQL JDBC driver"));
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> held = jar.stream().flatMap(RunnableJarTest::origin).distinct().toList();
            assertThat(held).hasSameElementsAs(names.keySet());
            assertThat(text(jar, "META-INF/NOTICE")).contains(names.values());
        }
    }

    /** An artifact, or the package of one that does not tell. */
    private static Stream<String> origin(ZipEntry entry) {
        Matcher artifact = ARTIFACT.matcher(entry.getName());
        if (artifact.matches()) {
            return Stream.of(artifact.group(1) + ":" + artifact.group(2));
        }
        Matcher type = OF_NO_ARTIFACT.matcher(entry.getName());
        return type.matches() ? Stream.of(type.group(1)) : Stream.empty();
    }

    private static String text(JarFile jar, String name) throws IOException {
        try (InputStream entry = jar.getInputStream(jar.getEntry(name))) {
            return new String(entry.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Asked run(Object... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (Object word : words) {
            command.add(word.toString());
        }
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(Redirect.to(out.toFile()))
                        .redirectError(Redirect.to(err.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(List.of("COLUMNS", "JAVA_TOOL_OPTIONS"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Asked(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Path jarOf(Class<?> provider, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        Path jar = folder.resolve("paper.jar");
        String type = provider.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream content = new JarOutputStream(file, manifest);
                InputStream code = provider.getResourceAsStream("/" + type)) {
            content.putNextEntry(new ZipEntry(type));
            code.transferTo(content);
            content.putNextEntry(new ZipEntry("META-INF/services/io.dbm.spi.DatabaseProvider"));
            content.write(provider.getName().getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
