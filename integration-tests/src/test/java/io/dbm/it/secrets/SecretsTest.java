package io.dbm.it.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is logged, thrown and printed, no secret is in it. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class SecretsTest {

    private static final int LIMIT_SECONDS = 150;

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void nothingThatIsPrintedWithEverythingLoggedHoldsASecret(Type type) throws Exception {
        List<String> printed = printedBy(type);
        String all = String.join("\n", printed);
        assertThat(all.contains("the run is complete")).isTrue();
        assertThat(printed).filteredOn(line -> line.contains("was to fail")).isEmpty();
        assertThat(all.contains("the periodic checks have found it")).isTrue();
        assertThat(type.signs()).filteredOn(sign -> !all.contains(sign)).isEmpty();
        assertThat(printed).filteredOn(SecretsTest::holdsSecret).isEmpty();
    }

    /** Else the test above would not see anything. */
    @Test
    void aSecretIsFoundInEachOfItsForms() {
        assertThat(
                        List.of(
                                Secrets.RIGHT,
                                "'" + Secrets.WRONG + "'",
                                "postgres://app:" + Secrets.encoded(Secrets.RIGHT) + "@host",
                                Secrets.quoted(Secrets.RIGHT),
                                Secrets.base64(Secrets.RIGHT),
                                Secrets.base64("a:" + Secrets.RIGHT),
                                Secrets.base64("ab:" + Secrets.RIGHT + "\n")))
                .allMatch(SecretsTest::holdsSecret);
        assertThat(holdsSecret("******")).isFalse();
    }

    private static boolean holdsSecret(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return Secrets.traces().stream().anyMatch(lower::contains);
    }

    /** Runs in a JVM of its own, with every logger at TRACE. */
    private List<String> printedBy(Type type) throws IOException, InterruptedException {
        Path output = folder.resolve("printed.log");
        ProcessBuilder program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                                "-Dorg.slf4j.simpleLogger.log.com.zaxxer.hikari.pool=trace",
                                "-Dorg.slf4j.simpleLogger.log.io.dbm.connection=trace",
                                "-Dorg.slf4j.simpleLogger.log.org.mongodb.driver=trace",
                                "-Dorg.slf4j.simpleLogger.log.io.netty=warn",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Run.class.getName(),
                                type.name())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        program.environment().remove("DBM_TEST_MONGO_URL");
        Process process = program.start();
        try {
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            String printed = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            assertThat(ended).as(printed).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            return printed.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
