package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.faulty.FaultyProvider;
import io.dbm.DatabaseManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A manager that nobody closes, in a JVM that ends. */
@Timeout(60)
class ShutdownTest {

    @TempDir private Path folder;

    @Test
    void isClosedWithTheJvmWhereThatIsAskedFor() throws Exception {
        assertThat(printedBy("yes")).contains("event=opened", "event=closed");
        assertThat(printedBy("no")).contains("event=opened").doesNotContain("event=closed");
    }

    private String printedBy(String closeOnShutdown) throws IOException, InterruptedException {
        Path out = folder.resolve(closeOnShutdown);
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dorg.slf4j.simpleLogger.log.io.dbm.connection=info",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Program.class.getName(),
                                closeOnShutdown)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try {
            assertThat(program.waitFor(50, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    /** Opens a connection and ends. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            Dbm.Builder builder =
                    Dbm.builder()
                            .config(
                                    Managers.parse(
                                            "dbmanager.connections.a { type = faulty, database = x,"
                                                    + " enable-logging = true }"));
            if (arguments[0].equals("yes")) {
                builder.closeOnShutdown();
            }
            DatabaseManager manager = builder.load();
            manager.connect();
            assertThat(FaultyProvider.of("x").open).hasValue(1);
        }
    }
}
