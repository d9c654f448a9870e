package io.dbm.benchmarks.store;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/** Reads the number of a row by the row's id, which is as much. */
@FunctionalInterface
public interface Query {

    int run(int id) throws SQLException;

    /** Reads any of the rows, and fails if it was another. */
    default void runForAny() throws SQLException {
        int id = ThreadLocalRandom.current().nextInt(Store.ROWS);
        if (run(id) != id) {
            throw new IllegalStateException("read another row than " + id);
        }
    }
}
