package io.dbm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.benchmarks.health.HealthMain;
import io.dbm.benchmarks.memory.MemoryMain;
import org.junit.jupiter.api.Test;

/** Runs what measures many connections and many changes for a moment: that it runs. */
final class ScaleTest {

    @Test
    void healthHasARowWithoutBlackHolesAndOneWithThem() throws Exception {
        assertThat(HealthMain.smokeTable())
                .contains("\n| 1 s | 0 | ", "\n| 1 s | 2 | ")
                .hasLineCount(4);
    }

    @Test
    void memoryHasARowForEachDatabaseAndWhatIsDone() throws Exception {
        assertThat(MemoryMain.smokeTable())
                .contains("| noop | 10,000 borrows |", "| SQLite | 10 times added and removed |")
                .hasLineCount(8);
    }
}
