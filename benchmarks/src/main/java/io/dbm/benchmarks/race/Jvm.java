package io.dbm.benchmarks.race;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs programs of this class path in JVMs of their own. */
public final class Jvm {

    private Jvm() {}

    /**
     * Runs one to its end.
     *
     * @param options of the JVM
     * @return what it printed
     */
    public static String run(List<String> options, Class<?> program, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = start(options, program, arguments);
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(program.getName() + arguments + " has failed");
        }
        return printed;
    }

    /**
     * Starts one.
     *
     * @param options of the JVM
     */
    public static Process start(List<String> options, Class<?> program, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
