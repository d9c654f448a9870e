package io.dbm.examples.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir Path folder;

    @Test
    void everyFigureIsRightOnPostgres() throws Exception {
        List<String> told = play(true);
        assertThat(told).endsWith("Every figure was right.");
        if (told.get(0).startsWith("A PostgreSQL server")) {
            assertThat(told)
                    .contains(
                            "  the ledger lacks its id: run again, and moved",
                            "  the ledger has its id: it had moved, and is not run again",
                            "  => sum 3000, ledger rows 48, balances that match the ledger 3 of 3");
        }
    }

    @Test
    void everyFigureIsRightOnSqlite() throws Exception {
        assertThat(play(false))
                .contains("  => sum 3000, ledger rows 45, balances that match the ledger 3 of 3")
                .endsWith("Every figure was right.");
    }

    private List<String> play(boolean onPostgres) throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Main.play(new PrintStream(told, true, StandardCharsets.UTF_8), folder, onPostgres);
        assertThat(filesLeft()).isEmpty();
        assertThat(ProcessHandle.current().descendants()).isEmpty();
        return told.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
