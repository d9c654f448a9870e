package io.dbm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.benchmarks.timeout.TimeoutMain;
import org.junit.jupiter.api.Test;

/** Runs every way to limit a query for a moment: that it runs, not how fast. */
final class TimeoutsTest {

    @Test
    void everyDatabaseHasARowForEachWayToLimitAQuery() throws Exception {
        assertThat(TimeoutMain.smokeTable())
                .contains(
                        "| PostgreSQL | real | **dbm**, `query-timeout = 30s` | ",
                        "| SQLite | real | **dbm**, `query-timeout = 30s` | ",
                        "| SQL Server | ",
                        "| MongoDB | ")
                .hasLineCount(2 + 4 * 4);
    }
}
