package io.dbm.it.release;

import io.dbm.it.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the build makes, as the sources say it. */
final class Modules {

    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

    private Modules() {}

    /** Returns the folders of all modules, once each. */
    static List<Path> all() throws IOException {
        return MODULE.matcher(Files.readString(Page.file("pom.xml")))
                .results()
                .map((MatchResult found) -> Page.file(found.group(1)))
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the folders of those that users get. */
    static List<Path> published() throws IOException {
        return all().stream().filter(each -> fileName(each).startsWith("dbm-")).toList();
    }

    /** Returns the Java sources of a module that are not of its tests. */
    static List<Path> sources(Path module) throws IOException {
        Path folder = module.resolve("src/main/java");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(each -> each.toString().endsWith(".java")).sorted().toList();
        }
    }

    static String fileName(Path path) {
        return path.getFileName().toString();
    }
}
