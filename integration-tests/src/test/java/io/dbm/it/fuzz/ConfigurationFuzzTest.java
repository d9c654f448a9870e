package io.dbm.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is wrong with a configuration file, it is loaded or refused: no other error comes of it,
 * nothing is opened or left, and no secret is told.
 *
 * <p>The files are spoilt at random, and in the same way for the same {@code
 * -Dconfigurations.seed=}; {@code -Dconfigurations.cases=} says how many there are, and {@code
 * -Dconfigurations.first=} the number of the first. Valid ones that name SQLite alone are connected
 * to.
 */
class ConfigurationFuzzTest {

    private static final long SEED = Long.getLong("configurations.seed", 1);
    private static final int FIRST = Integer.getInteger("configurations.first", 0);
    private static final int CASES = Integer.getInteger("configurations.cases", 600);
    private static final int SECONDS_TO_START = 120;
    private static final int CASES_IN_A_SECOND = 5;

    @TempDir private Path folder;

    /** In a JVM of its own, with every logger at TRACE. */
    @Test
    void everyFileIsLoadedOrRefusedAndTellsNoSecret() throws IOException, InterruptedException {
        Path output = folder.resolve("printed.log");
        ProcessBuilder program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dfile.encoding=UTF-8",
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                                "-Dorg.slf4j.simpleLogger.log.com.zaxxer.hikari.pool=trace",
                                "-Dorg.slf4j.simpleLogger.log.io.dbm.connection=trace",
                                "-Dorg.slf4j.simpleLogger.log.org.mongodb.driver=trace",
                                "-Dfuzz.secret=HushHush'Hush",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FuzzRun.class.getName(),
                                folder.toString(),
                                String.valueOf(SEED),
                                String.valueOf(FIRST),
                                String.valueOf(CASES))
                        // a spoilt filepath may name a file where the program runs
                        .directory(Files.createDirectory(folder.resolve("work")).toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        program.environment().put("FUZZ_SECRET", "HushHush\"Hush");
        program.environment().remove("FUZZ_DSN");
        Process process = program.start();
        try {
            boolean ended =
                    process.waitFor(SECONDS_TO_START + CASES / CASES_IN_A_SECOND, TimeUnit.SECONDS);
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            System.out.println("configurations.seed=" + SEED + ": " + summary(printed));
            assertThat(ended).as(printed).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            assertThat(printed).contains("the run is complete").doesNotContain("FAILED");
            assertThat(summary(printed)).contains("REFUSED", "LOADED", "CONNECTED");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String summary(String printed) {
        return printed.lines().filter(line -> line.contains("complete")).findFirst().orElse("");
    }
}
