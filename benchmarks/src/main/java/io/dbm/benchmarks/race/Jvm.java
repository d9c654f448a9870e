package io.dbm.benchmarks.race;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs programs in JVMs of their own. */
public final class Jvm {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private Jvm() {}

    /**
     * Runs one of this class path to its end.
     *
     * @param options of the JVM
     * @return what it printed
     */
    public static String run(List<String> options, Class<?> program, List<String> arguments)
            throws IOException, InterruptedException {
        return run(CLASS_PATH, options, program, arguments);
    }

    /**
     * Runs one of another class path to its end.
     *
     * @param options of the JVM
     * @return what it printed
     */
    public static String run(
            String classPath, List<String> options, Class<?> program, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = start(classPath, options, program, arguments);
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(program.getName() + " " + arguments + " has failed");
        }
        return printed;
    }

    /**
     * Starts one of this class path.
     *
     * @param options of the JVM
     */
    public static Process start(List<String> options, Class<?> program, List<String> arguments)
            throws IOException {
        return start(CLASS_PATH, options, program, arguments);
    }

    private static Process start(
            String classPath, List<String> options, Class<?> program, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
