package io.dbm.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.consumer.Consumer.Output;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One small application runs on the class path, on the module path, and in images of its own. */
@Execution(ExecutionMode.CONCURRENT) // they wait for processes of their own
class ModulesTest {

    private static final String MAIN = "com.example.books.Books";
    private static final String MODULE = "com.example.books/" + MAIN;

    private static final List<String> WORK =
            List.of(
                    "[Book[title=Emma, pages=474]]",
                    "the MBean says UP",
                    "ACCESS jdbc of a version",
                    "ACCESS jdbi of a version",
                    "PROVIDER sqlite of a version");

    /** None of them is automatic. */
    private static final List<String> NAMED =
            List.of(
                    "module io.dbm.access.jdbi",
                    "module io.dbm.api",
                    "module io.dbm.core",
                    "module io.dbm.provider.sqlite");

    private final Consumer books = Consumer.of("modules");

    @TempDir private Path folder;

    @Test
    void onTheClassPathItHasNoModules() throws Exception {
        assertThat(lines(books.run(MAIN, folder, Map.of()))).containsExactlyElementsOf(WORK);
    }

    @Test
    void onTheModulePathItHasNamedOnes() throws Exception {
        assertThat(run(Consumer.JAVA, "-p", books.path(), "-m", MODULE))
                .containsExactlyElementsOf(workWithNamedModules());
    }

    /** So a JDK can be made small although some libraries are no modules: those stay outside. */
    @Test
    void onTheModulePathOfAJdkWithWhatItNeedsAlone() throws Exception {
        Path options = books.project().resolve("jlink.options");
        Path image = folder.resolve("jdk");
        run(tool("jlink"), "@" + options, "--output", image.toString());
        assertThat(run(image.resolve("bin/java"), "-p", books.path(), "-m", MODULE))
                .containsExactlyElementsOf(workWithNamedModules());
    }

    /** Of dbm's own jars none is in the way. */
    @Test
    void insideAnImageOnceItsThreeAutomaticLibrariesHaveDescriptors() throws Exception {
        Path libraries = Files.createDirectory(folder.resolve("libraries"));
        List<String> made = new Descriptors(books.path(), libraries, folder).add();
        assertThat(made)
                .containsExactly("net.ttddyy.dsproxy", "org.jdbi.v3.core", "typesafe.config");
        Path image = folder.resolve("books");
        run(
                tool("jlink"),
                "-p",
                libraries + File.pathSeparator + books.path().split(File.pathSeparator, -1)[0],
                "--add-modules",
                "com.example.books,io.dbm.access.jdbi,io.dbm.provider.sqlite",
                "--launcher",
                "books=" + MODULE,
                "--output",
                image.toString());
        assertThat(run(image.resolve("bin/books")))
                .containsExactlyElementsOf(workWithNamedModules());
    }

    private static List<String> workWithNamedModules() {
        return Stream.concat(WORK.stream(), NAMED.stream()).toList();
    }

    private static Path tool(String name) {
        return Consumer.JAVA.resolveSibling(name);
    }

    private List<String> run(Path program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return lines(Consumer.run(command, folder, Map.of()));
    }

    private static List<String> lines(Output output) {
        return output.outOfSuccess()
                .lines()
                .map(line -> line.replaceFirst("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?$", "of a version"))
                .toList();
    }
}
