package io.dbm.it.property;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Several benches of one set-up, used in turn: the pool takes its time before it opens a connection
 * for one that broke.
 */
final class Benches implements AutoCloseable {

    private final Deque<Bench> benches = new ArrayDeque<>();

    static Benches open(Setup setup, Path folder, int count) throws SQLException {
        Benches opened = new Benches();
        for (int i = 0; i < count; i++) {
            opened.benches.add(setup.open(folder, new Faults()));
        }
        return opened;
    }

    Bench next() {
        Bench next = benches.removeFirst();
        benches.addLast(next);
        return next;
    }

    @Override
    public void close() throws SQLException {
        for (Bench bench : benches) {
            bench.close();
        }
    }
}
