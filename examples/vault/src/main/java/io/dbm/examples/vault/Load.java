package io.dbm.examples.vault;

import io.dbm.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that ask who they are, over and over. */
final class Load implements AutoCloseable {

    private static final int THREADS = 8;

    private final Database database;
    private final Map<String, Use> uses = new ConcurrentSkipListMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** What a role was used for: how many queries, on which of the server's processes. */
    record Use(AtomicInteger queries, Set<Integer> processes) {}

    private Load(Database database) {
        this.database = database;
    }

    static Load begin(Database database) {
        Load load = new Load(database);
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(load::ask, "load-" + i);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    private void ask() {
        while (!over) {
            try {
                database.query("select session_user, pg_backend_pid()", this::count);
            } catch (RuntimeException e) {
                failures.incrementAndGet();
            }
        }
    }

    private int count(ResultSet row) throws SQLException {
        Use use =
                uses.computeIfAbsent(
                        row.getString(1),
                        role -> new Use(new AtomicInteger(), ConcurrentHashMap.newKeySet()));
        use.processes().add(row.getInt(2));
        return use.queries().incrementAndGet();
    }

    Map<String, Use> uses() {
        return uses;
    }

    int failures() {
        return failures.get();
    }

    /** Returns when no query is under way any more. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
