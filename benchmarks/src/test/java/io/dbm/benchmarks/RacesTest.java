package io.dbm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.benchmarks.query.QueryMain;
import io.dbm.benchmarks.race.Pace;
import io.dbm.benchmarks.race.Race;
import io.dbm.benchmarks.startup.StartupMain;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every entrant for a moment: that it runs, not how fast. */
final class RacesTest {

    @Test
    void everyEntrantRunsAndIsInTheTableAndInTheChart(@TempDir Path results) throws Exception {
        Main.race(Main.RACES, Pace.HERE, results);
        for (Race race : Main.RACES) {
            String table = Files.readString(results.resolve(race.name() + ".md"));
            assertThat(race.entrants()).isNotEmpty();
            assertThat(race.entrants())
                    .allSatisfy(
                            each ->
                                    assertThat(table)
                                            .contains("| " + each.group() + " | " + each.label()));
            assertThat(Files.readString(results.resolve(race.name() + ".svg")))
                    .startsWith("<svg")
                    .contains(race.title());
        }
    }

    @Test
    void everyProgramStartsAndIsInATable() throws Exception {
        assertThat(StartupMain.run(1, 3))
                .contains(
                        "| HikariCP | ",
                        "| HOCON parsed and resolved | ",
                        "| HikariCP, 32 at once | ",
                        "| **dbm** | ",
                        "| **dbm**, with load() | ");
    }

    @Test
    void everyLayerOnEachDatabaseIsAskedThroughDbmAndWithoutIt() throws Exception {
        assertThat(QueryMain.smokeTable())
                .contains(
                        "| SQLite | JDBC over HikariCP | 1 | ",
                        "| SQLite | **dbm**: JDBC | 8 | ",
                        "| PostgreSQL | **dbm**: MyBatis | 1 | ",
                        "| PostgreSQL | **dbm**: `Database` | 8 | ");
    }
}
