package io.dbm.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between modules, and between the packages of core, run one way. */
class ArchitectureTest {

    private static final String[] API = {"io.dbm", "io.dbm.spi"};
    private static final String CORE = "io.dbm.core..";
    private static final String[] PLUGINS = {
        "io.dbm.provider..", "io.dbm.access..", "io.dbm.status.."
    };

    private final JavaClasses product =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("test-classes"))
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("io.dbm");

    @Test
    void theApiDependsOnTheJdkAlone() {
        classes()
                .that()
                .resideInAnyPackage(API)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.dbm",
                        "io.dbm.spi",
                        "java..",
                        "javax.net.ssl..",
                        "javax.sql..",
                        "org.jspecify..")
                .check(product);
    }

    @Test
    void theSpiIsForPluginsAndApplicationsDoNotNeedIt() {
        noClasses()
                .that()
                .resideInAPackage("io.dbm")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dbm.spi")
                .check(product);
    }

    @Test
    void coreDependsOnNoPlugin() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PLUGINS)
                .check(product);
    }

    @Test
    void noPluginDependsOnCore() {
        noClasses()
                .that()
                .resideInAnyPackage(PLUGINS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CORE)
                .check(product);
    }

    @Test
    void noPluginDependsOnAnother() {
        slices().matching("io.dbm.(provider|access).(*)..")
                .should()
                .notDependOnEachOther()
                .check(product);
        slices().matching("io.dbm.(provider|access|status)..")
                .should()
                .notDependOnEachOther()
                .check(product);
    }

    @Test
    void thePoolIsUsedInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dbm.core.internal.pool")
                .and()
                .resideInAPackage("io.dbm..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.zaxxer.hikari..")
                .check(product);
    }

    @Test
    void theConfigurationLibraryStaysWhereTheFileIsReadAndAtTheDoor() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.dbm.core.internal.config",
                        "io.dbm.core.internal.settings",
                        "io.dbm.core",
                        "io.dbm.tck..")
                .and()
                .resideInAPackage("io.dbm..")
                .and()
                .resideOutsideOfPackage("io.dbm.examples..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.typesafe.config..")
                .check(product);
    }

    @Test
    void theLibrariesOfMetricsAreUsedWhereTheyMayBeMissingOrAreBrought() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.dbm.core.internal.metrics", "io.dbm.status")
                .and()
                .resideInAPackage("io.dbm..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.prometheus..", "com.codahale..")
                .check(product);
    }

    @Test
    void openTelemetryIsUsedInOnePackageAndByMongoSinceItMayBeMissing() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.dbm.core.internal.tracing", "io.dbm.examples..")
                .and()
                .haveNameNotMatching("io.dbm.provider.mongo.CommandTraces")
                .and()
                .resideInAPackage("io.dbm..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(product);
    }

    @Test
    void thePackagesOfCoreFormNoCycle() {
        slices().matching("io.dbm.core.internal.(*)..").should().beFreeOfCycles().check(product);
    }

    @Test
    void coreShowsApplicationsOnePackage() {
        classes()
                .that()
                .resideInAPackage(CORE)
                .and()
                .resideOutsideOfPackage("io.dbm.core")
                .should()
                .resideInAPackage("io.dbm.core.internal..")
                .check(product);
    }

    @Test
    void aPluginShowsOnlyWhatServiceLoaderNeeds() {
        classes()
                .that()
                .resideInAnyPackage("io.dbm.provider.*", "io.dbm.access.*", "io.dbm.status")
                .and(
                        describe(
                                "are public",
                                type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
                .and(describe("are top level", type -> type.isTopLevelClass()))
                .should()
                .implement(resideInAnyPackage("io.dbm.spi").as("an interface of the SPI"))
                .check(product);
    }
}
