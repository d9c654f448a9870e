package io.dbm.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project of {@code examples/consumers}, which a Maven of its own has built.
 *
 * @param project its folder
 */
record Consumer(Path project) {

    private static final Pattern ARTIFACT = Pattern.compile("([\\w.-]+:[\\w.-]+):jar:[\\w.-]+");

    /** The JDK's own. */
    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    static Consumer of(String name) {
        return new Consumer(Path.of("target", "projects", "consumers", name).toAbsolutePath());
    }

    /** Returns what stands on its class path at run time, and no version of it. */
    List<String> dependencies() throws IOException {
        return artifacts().map(each -> each.group(1)).toList();
    }

    /** Returns the same, each with its version. */
    List<String> versions() throws IOException {
        return artifacts().map(MatchResult::group).toList();
    }

    private Stream<MatchResult> artifacts() throws IOException {
        String tree = Files.readString(project.resolve("target").resolve("tree.txt"));
        String withoutItself = tree.substring(tree.indexOf('\n'));
        return ARTIFACT.matcher(withoutItself).results();
    }

    /** Runs it to its end, in a folder, with variables of the environment. */
    Output run(String main, Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-cp", path(), main));
        command.addAll(List.of(arguments));
        return run(command, folder, environment);
    }

    /** Returns its classes and the jars that these need, as a class path or a module path. */
    String path() throws IOException {
        Path target = project.resolve("target");
        String libraries = Files.readString(target.resolve("class-path.txt")).strip();
        return target.resolve("classes") + File.pathSeparator + libraries;
    }

    /** Runs a command to its end, in a folder, with variables of the environment. */
    static Output run(List<String> command, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            return new Output(
                    ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * What a run has left.
     *
     * @param exit its exit code, or -1 if it did not end
     */
    record Output(int exit, String out, String err) {

        /** Returns what it has printed, if it ended well. */
        String outOfSuccess() {
            assertThat(exit).as("exit code; it said %s", err).isZero();
            return out.replace("\r\n", "\n");
        }
    }
}
