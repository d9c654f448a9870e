package io.dbm.it.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.it.Page;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each published jar is a module: what its {@code module-info} says is true, and complete. */
class ModuleInfoTest {

    private static final Pattern NAME =
            Pattern.compile("<automatic.module.name>(.+)</automatic.module.name>");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(dbm-[\\w-]+)` \\| `([\\w.]+)` \\| (yes|no): .{20,} \\|$");

    /** Those that are jars. */
    static List<Path> jars() throws IOException {
        return Modules.published().stream()
                .filter(each -> !Modules.fileName(each).equals("dbm-bom"))
                .toList();
    }

    /** Those with a {@code module-info}. */
    static List<Path> named() throws IOException {
        return jars().stream().filter(each -> Files.exists(source(each))).toList();
    }

    @Test
    void thePageNamesEachModuleAndSaysWhyOneHasNoModuleInfo() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        ROW.matcher(Page.of("docs/modules.md").text())
                .results()
                .forEach(row -> shown.put(row.group(1), row.group(2) + " " + row.group(3)));
        Map<String, String> made = new TreeMap<>();
        for (Path module : jars()) {
            boolean real = Files.exists(source(module));
            made.put(Modules.fileName(module), name(module) + (real ? " yes" : " no"));
        }
        assertThat(shown).containsExactlyEntriesOf(made);
    }

    @ParameterizedTest
    @MethodSource("named")
    void aModuleHasTheNameThatItHadAsAnAutomaticOne(Path module) throws IOException {
        assertThat(descriptor(module).name()).isEqualTo(name(module));
    }

    /** On the class path a plugin is found by its file, on the module path by the declaration. */
    @ParameterizedTest
    @MethodSource("named")
    void whatAServiceFileNamesIsProvidedAndTheOtherWayRound(Path module) throws IOException {
        Map<String, List<String>> provided = new TreeMap<>();
        for (Provides each : descriptor(module).provides()) {
            provided.put(each.service(), each.providers());
        }
        assertThat(provided)
                .as(
                        "%s provides, and %s/src/main/resources/META-INF/services names",
                        source(module), Modules.fileName(module))
                .isEqualTo(services(module));
    }

    @Test
    void eachJarThatHasServicesIsLookedAt() throws IOException {
        List<String> with = new ArrayList<>();
        for (Path module : jars()) {
            if (!services(module).isEmpty()) {
                with.add(Modules.fileName(module));
            }
        }
        assertThat(with)
                .containsExactly(
                        "dbm-access-jdbi",
                        "dbm-access-mybatis",
                        "dbm-core",
                        "dbm-provider-mongo",
                        "dbm-provider-mssql",
                        "dbm-provider-postgres",
                        "dbm-provider-sqlite",
                        "dbm-status");
    }

    /** A driver is told the names of classes, which it then makes by reflection. */
    @ParameterizedTest
    @CsvSource({"mssql, com.microsoft.sqlserver.jdbc", "postgres, org.postgresql.jdbc"})
    void aDriverCanMakeWhatItIsToldTheNameOf(String type, String driver) throws IOException {
        Path module =
                jars().stream()
                        .filter(each -> Modules.fileName(each).equals("dbm-provider-" + type))
                        .findFirst()
                        .orElseThrow();
        assertThat(descriptor(module).requires())
                .extracting(ModuleDescriptor.Requires::name)
                .contains(driver);
        assertThat(descriptor(module).opens())
                .singleElement()
                .satisfies(
                        opened -> {
                            assertThat(opened.source())
                                    .isEqualTo("io.dbm.provider." + type + ".internal");
                            assertThat(opened.targets()).containsExactly(driver);
                        });
    }

    /** Else the name of a file would be part of a published module. */
    @ParameterizedTest
    @MethodSource("named")
    void aModuleRequiresOnlyWhatHasAStableName(Path module) throws IOException {
        Map<String, Boolean> stable = namesOnTheClassPath();
        assertThat(descriptor(module).requires())
                .extracting(ModuleDescriptor.Requires::name)
                .filteredOn(name -> !name.startsWith("io.dbm.") && !isOfTheJdk(name))
                .allSatisfy(name -> assertThat(stable).containsEntry(name, true));
    }

    @Test
    void prometheusIsTheOneThatHasNone() throws IOException {
        assertThat(namesOnTheClassPath())
                .containsEntry("simpleclient", false)
                .containsEntry("simpleclient.dropwizard", false)
                .containsEntry("typesafe.config", true)
                .containsEntry("com.zaxxer.hikari", true);
    }

    private static boolean isOfTheJdk(String name) {
        return ModuleFinder.ofSystem().find(name).isPresent();
    }

    /** Returns the modules of the jars of this test, and whether these say their names. */
    private static Map<String, Boolean> namesOnTheClassPath() throws IOException {
        Map<String, Boolean> names = new HashMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")) {
                for (ModuleReference each : ModuleFinder.of(Path.of(entry)).findAll()) {
                    ModuleDescriptor descriptor = each.descriptor();
                    names.put(descriptor.name(), !descriptor.isAutomatic() || saysItsName(entry));
                }
            }
        }
        return names;
    }

    private static boolean saysItsName(String jar) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            return Optional.ofNullable(file.getManifest())
                    .map(manifest -> manifest.getMainAttributes())
                    .map((Attributes all) -> all.getValue("Automatic-Module-Name"))
                    .isPresent();
        }
    }

    private static ModuleDescriptor descriptor(Path module) throws IOException {
        try (InputStream in =
                Files.newInputStream(module.resolve("target/classes/module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }

    private static Path source(Path module) {
        return module.resolve("src/main/module/module-info.java");
    }

    private static String name(Path module) throws IOException {
        return NAME.matcher(Files.readString(module.resolve("pom.xml")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, List<String>> services(Path module) throws IOException {
        Path folder = module.resolve("src/main/resources/META-INF/services");
        Map<String, List<String>> services = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    services.put(Modules.fileName(file), Files.readAllLines(file));
                }
            }
        }
        return services;
    }
}
