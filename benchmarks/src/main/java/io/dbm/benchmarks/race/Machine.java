package io.dbm.benchmarks.race;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** What figures were seen on. */
public final class Machine {

    private Machine() {}

    /** Returns the day, the JVM, the system and its processors, as they stand above a table. */
    public static String today() {
        return "%s, JDK %s, %s %s, %d processors"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.version(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors());
    }
}
