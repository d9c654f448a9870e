package io.dbm.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** All that is published, in one framework, with what the page on OSGi says it needs. */
@Timeout(60)
class AllBundlesTest {

    @TempDir Path folder;

    @Test
    void eachPublishedBundleStartsWithTheLibrariesOfItsPom() throws Exception {
        Bundles bundles = new Bundles(Files.createDirectory(folder.resolve("bundles")));
        List<Path> jars = new ArrayList<>(Libraries.ofCore(bundles));
        Stream.of(
                        "sqlite-jdbc",
                        "postgresql",
                        "org.osgi.service.jdbc",
                        "mssql-jdbc",
                        "bson",
                        "mongodb-driver-core",
                        "mongodb-driver-sync",
                        "mybatis",
                        "geantyref",
                        "simpleclient_tracer_common",
                        "simpleclient_tracer_otel",
                        "simpleclient_tracer_otel_agent",
                        "simpleclient",
                        "simpleclient_common",
                        // for dbm-tck alone
                        "opentest4j",
                        "junit-platform-commons",
                        "junit-jupiter-api",
                        "byte-buddy",
                        "assertj-core")
                .map(Jars::of)
                .forEach(jars::add);
        jars.add(bundles.wrap("jdbi3-core"));
        for (String each : BundlesTest.published()) {
            jars.add(Jars.of(each));
        }
        try (Osgi osgi = Osgi.start(folder.resolve("cache"))) {
            osgi.install(jars);
            for (String each : BundlesTest.published()) {
                assertThat(osgi.bundle("io." + each.replace('-', '.')).getState())
                        .as(each)
                        .isEqualTo(Bundle.ACTIVE);
            }
        }
    }
}
