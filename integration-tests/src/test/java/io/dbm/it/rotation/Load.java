package io.dbm.it.rotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that do something over and over until this is closed, and go on when it fails. */
final class Load implements AutoCloseable {

    private final AtomicInteger done = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    interface Step {
        void run() throws Exception;
    }

    /** Begins; each thread takes the next of the steps. */
    static Load of(int threads, List<Step> steps) {
        Load load = new Load();
        for (int i = 0; i < threads; i++) {
            Step step = steps.get(i % steps.size());
            Thread thread = new Thread(() -> load.repeat(step), "load-" + i);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    private void repeat(Step step) {
        while (!over) {
            try {
                step.run();
                done.incrementAndGet();
            } catch (Throwable e) {
                failures.add(e);
            }
        }
    }

    /** Returns how often a step has succeeded. */
    int done() {
        return done.get();
    }

    /** Returns what has gone wrong. */
    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** Returns when nothing is under way any more. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
