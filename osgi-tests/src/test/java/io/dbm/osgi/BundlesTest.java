package io.dbm.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manifests of the published jars say is what is in them. */
class BundlesTest {

    private static final String VERSION = System.getProperty("dbm.osgi.version", "");
    private static final String SERVICES = "META-INF/services/";

    /** A bundle's packages that others may use; a plugin has none. */
    private static final Map<String, List<String>> EXPORTED =
            Map.of(
                    "dbm-api", List.of("io.dbm", "io.dbm.spi"),
                    "dbm-core", List.of("io.dbm.core"),
                    "dbm-tck", List.of("io.dbm.tck"));

    /** What is optional in a module's pom. */
    private static final Map<String, List<String>> OPTIONAL =
            Map.of(
                    "dbm-core",
                            List.of("com.codahale.metrics", "io.opentelemetry.", "io.prometheus."),
                    "dbm-provider-mongo", List.of("io.opentelemetry."));

    /** The doctor's jar is run, and what it brings would be there twice. */
    private static final List<String> NO_BUNDLES = List.of("dbm-bom", "dbm-doctor");

    static List<String> published() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(".."))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith("dbm-") && !NO_BUNDLES.contains(name))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void looksAtAllOfThem() throws IOException {
        assertThat(published())
                .containsExactly(
                        "dbm-access-jdbi",
                        "dbm-access-mybatis",
                        "dbm-api",
                        "dbm-core",
                        "dbm-provider-mongo",
                        "dbm-provider-mssql",
                        "dbm-provider-postgres",
                        "dbm-provider-sqlite",
                        "dbm-status",
                        "dbm-tck");
    }

    @ParameterizedTest
    @MethodSource("published")
    void eachServiceFileHasItsCapabilityAndEachCapabilityItsFile(String module) throws IOException {
        try (JarFile jar = jar(module)) {
            assertThat(offered(jar)).containsExactlyInAnyOrderElementsOf(named(jar));
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void whoOffersAServiceAsksForTheMediator(String module) throws IOException {
        try (JarFile jar = jar(module)) {
            assertThat(extenders(jar).anyMatch(it -> it.contains("osgi.serviceloader.registrar")))
                    .isEqualTo(!named(jar).isEmpty());
            assertThat(extenders(jar).anyMatch(it -> it.contains("osgi.serviceloader.processor")))
                    .isEqualTo(module.equals("dbm-core"));
        }
    }

    /** Core is not wired to plugins: they may go without it. */
    @Test
    void coreAsksForEachServiceThatItLoads() throws IOException {
        try (JarFile jar = jar("dbm-core")) {
            assertThat(
                            values(domain(jar).getRequireCapability(), "osgi.serviceloader")
                                    .map(Attrs::toString))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(
                                            "AccessAdapter",
                                            "CredentialsProvider",
                                            "DatabaseProvider",
                                            "ManagerExtension")
                                    .map(
                                            each ->
                                                    "cardinality:=multiple;effective:=active;"
                                                            + "filter:=\"(osgi.serviceloader=io.dbm.spi."
                                                            + each
                                                            + ")\";resolution:=optional")
                                    .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void onlyWhatIsApiIsExported(String module) throws IOException {
        try (JarFile jar = jar(module)) {
            Parameters exported = domain(jar).getExportPackage();
            assertThat(exported.keySet())
                    .containsExactlyElementsOf(EXPORTED.getOrDefault(module, List.of()));
            assertThat(exported.values())
                    .allSatisfy(
                            each ->
                                    assertThat(each.getVersion())
                                            .isEqualTo(VERSION.replace("-SNAPSHOT", "")));
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void onlyWhatAnApplicationNeedNotHaveIsOptional(String module) throws IOException {
        try (JarFile jar = jar(module)) {
            Parameters imported = domain(jar).getImportPackage();
            assertThat(imported).isNotEmpty();
            imported.forEach(
                    (name, attributes) ->
                            assertThat("optional".equals(attributes.get("resolution:")))
                                    .as(name)
                                    .isEqualTo(
                                            name.startsWith("org.jspecify.")
                                                    || OPTIONAL
                                                            .getOrDefault(module, List.of())
                                                            .stream()
                                                            .anyMatch(name::startsWith)));
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void theManifestSaysAllThatItSaidWithoutOsgi(String module) throws IOException {
        try (JarFile jar = jar(module)) {
            String name = "io." + module.replace('-', '.');
            assertThat(jar.getManifest().getMainAttributes().entrySet())
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .contains(
                            "Automatic-Module-Name: " + name,
                            "Bundle-SymbolicName: " + name,
                            "Bundle-Version: " + VERSION.replace("-SNAPSHOT", ".SNAPSHOT"),
                            "Dbm-Api-Version: " + VERSION,
                            "Implementation-Title: " + module,
                            "Implementation-Version: " + VERSION);
        }
    }

    private static JarFile jar(String module) throws IOException {
        return new JarFile(Jars.of(module).toFile());
    }

    private static Domain domain(JarFile jar) throws IOException {
        return Domain.domain(jar.getManifest());
    }

    private static Stream<Attrs> values(Parameters parameters, String namespace) {
        return parameters.stream()
                .filterKey(key -> key.replaceAll("~+$", "").equals(namespace))
                .values();
    }

    private static Stream<String> extenders(JarFile jar) throws IOException {
        return values(domain(jar).getRequireCapability(), "osgi.extender").map(Attrs::toString);
    }

    /** What the manifest offers, as {@code service: class}. */
    private static List<String> offered(JarFile jar) throws IOException {
        return values(domain(jar).getProvideCapability(), "osgi.serviceloader")
                .map(each -> each.get("osgi.serviceloader") + ": " + each.get("register:"))
                .toList();
    }

    /** What the files name, as {@code service: class}. */
    private static List<String> named(JarFile jar) throws IOException {
        List<String> all = new ArrayList<>();
        for (JarEntry file : jar.stream().filter(BundlesTest::isServiceFile).toList()) {
            String service = file.getName().substring(SERVICES.length());
            String text =
                    new String(jar.getInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(line -> all.add(service + ": " + line));
        }
        return all;
    }

    private static boolean isServiceFile(JarEntry entry) {
        return !entry.isDirectory() && entry.getName().startsWith(SERVICES);
    }
}
