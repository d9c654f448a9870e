package io.dbm.benchmarks.memory;

import io.dbm.DatabaseManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** What is done over and over, by threads that stay, as those of a server do. */
final class Work implements AutoCloseable {

    private static final int THREADS = 4;

    private final DatabaseManager manager;
    private final Map<String, Object> settings;
    private final List<ExecutorService> threads = new ArrayList<>();

    Work(DatabaseManager manager, Map<String, Object> settings) {
        this.manager = manager;
        this.settings = settings;
        for (int i = 0; i < THREADS; i++) {
            threads.add(
                    Executors.newSingleThreadExecutor(task -> new Thread(task, "benchmark-work")));
        }
    }

    void borrow(int times) throws InterruptedException, ExecutionException {
        borrow("one", times / THREADS);
    }

    void reconnect(int times) throws InterruptedException, ExecutionException {
        for (int i = 0; i < times; i++) {
            manager.connection("one").reconnect();
            borrow("one", 1);
        }
    }

    void addAndRemove(int times) throws InterruptedException, ExecutionException {
        for (int i = 0; i < times; i++) {
            String name = "added" + i;
            manager.add(name, settings);
            borrow(name, 1);
            manager.remove(name);
        }
    }

    private void borrow(String connection, int times)
            throws InterruptedException, ExecutionException {
        DataSource pool = manager.connection(connection).access(DataSource.class);
        List<Future<?>> all = new ArrayList<>();
        for (ExecutorService each : threads) {
            all.add(each.submit(() -> borrow(pool, times)));
        }
        for (Future<?> each : all) {
            each.get();
        }
    }

    private static Object borrow(DataSource pool, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(true);
            }
        }
        return pool;
    }

    @Override
    public void close() {
        threads.forEach(ExecutorService::shutdown);
    }
}
