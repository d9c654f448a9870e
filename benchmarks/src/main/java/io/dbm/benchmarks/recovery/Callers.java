package io.dbm.benchmarks.recovery;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import javax.sql.DataSource;

/** Threads that borrow and query, again and again, whatever becomes of it. */
final class Callers implements AutoCloseable {

    private static final int THREADS = 16;
    private static final long LIMIT_NANOS = 60_000_000_000L;

    private final DataSource pool;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile AtomicLongArray firstServed = new AtomicLongArray(THREADS);
    private volatile boolean over;

    /** When the first and when the last thread had its first good query. */
    record Served(long first, long last) {}

    Callers(DataSource pool) {
        this.pool = pool;
        for (int number = 0; number < THREADS; number++) {
            int own = number;
            threads.add(new Thread(() -> call(own), "caller-" + number));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void call(int number) {
        while (!over) {
            AtomicLongArray current = firstServed;
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select 1");
                if (current.get(number) == 0) {
                    current.set(number, System.nanoTime());
                }
            } catch (SQLException e) {
                failures.incrementAndGet();
            }
        }
    }

    int failures() {
        return failures.get();
    }

    /** Counts nobody as served yet. */
    void forget() {
        firstServed = new AtomicLongArray(THREADS);
    }

    /** Waits until each was served since {@link #forget}. */
    Served awaitAllServed() throws InterruptedException {
        AtomicLongArray current = firstServed;
        long deadline = System.nanoTime() + LIMIT_NANOS;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int number = 0; number < THREADS; number++) {
            while (current.get(number) == 0) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("a caller was not served for 60 s");
                }
                Thread.sleep(1);
            }
            first = Math.min(first, current.get(number));
            last = Math.max(last, current.get(number));
        }
        return new Served(first, last);
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
