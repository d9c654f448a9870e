package io.dbm.examples.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir Path folder;

    @Test
    void noQueryFailsAndEveryRoleHasItsOwnConnections() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Main.run(
                new PrintStream(told, true, StandardCharsets.UTF_8), folder, Duration.ofSeconds(6));
        List<String> lines = told.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(folder).isEmptyDirectory();
        if (!lines.get(0).startsWith("No PostgreSQL")) {
            assertThat(lines.get(0)).startsWith("ROLE");
            assertThat(lines.subList(1, 4))
                    .allMatch(line -> line.matches("v-app-\\d +[1-9]\\d* +[1-9]\\d*"));
            assertThat(lines.get(5))
                    .matches(
                            "0 queries failed, and [1-9]\\d* physical connections were replaced\\.");
        }
    }
}
