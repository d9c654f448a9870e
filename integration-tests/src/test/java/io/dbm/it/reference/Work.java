package io.dbm.it.reference;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Work on another thread, and how long work took. */
final class Work {

    private Work() {}

    interface Step {
        void run() throws Exception;
    }

    /** Begins on a thread of its own. */
    static FutureTask<?> start(Step step) {
        Callable<Boolean> call =
                () -> {
                    step.run();
                    return true;
                };
        FutureTask<Boolean> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "evidence");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
