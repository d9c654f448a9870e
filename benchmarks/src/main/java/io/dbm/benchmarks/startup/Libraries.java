package io.dbm.benchmarks.startup;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an application has on its class path, a jar for each library. The build puts them beside
 * {@code benchmarks.jar}; where it has not come so far yet, all is on this JVM's class path.
 */
final class Libraries {

    static final List<String> HIKARI =
            List.of("HikariCP", "slf4j-api", "slf4j-simple", "sqlite-jdbc");
    static final List<String> DBM =
            Stream.concat(
                            HIKARI.stream(),
                            Stream.of(
                                    "dbm-api",
                                    "dbm-core",
                                    "dbm-provider-sqlite",
                                    "config",
                                    "datasource-proxy"))
                    .toList();

    private Libraries() {}

    /** Returns the class path of a program of this package that needs some of them. */
    static String classPath(List<String> names) {
        Path jars = built().resolveSibling("libraries");
        return Files.isRegularFile(built())
                ? Stream.concat(
                                Stream.of(jars.resolve("classes")),
                                names.stream().map(name -> jars.resolve(name + ".jar")))
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static Path built() {
        try {
            return Path.of(
                    Libraries.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
