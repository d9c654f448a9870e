package io.dbm.osgi;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jars that this module depends on; dbm's own are as "package" has made them. Those that are to
 * be bundles are not on the class path, as they are on none where a framework runs.
 */
final class Jars {

    private Jars() {}

    /** Returns the one of an artifact. */
    static Path of(String artifact) {
        List<Path> found =
                Stream.of(System.getProperty("dbm.osgi.jars", "").split(File.pathSeparator))
                        .map(Path::of)
                        .filter(
                                each ->
                                        name(each)
                                                .matches(artifact + "-\\d[^-]*(-SNAPSHOT)?\\.jar"))
                        .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    "there is no one jar of "
                            + artifact
                            + ", but "
                            + found
                            + ": these tests run by \"./mvnw verify\"");
        }
        return found.get(0);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
