package io.dbm.status;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs requests side by side, each within a limit: the JDK's server reads and writes on these
 * threads, and would wait for a slow client for good. To interrupt one closes its socket.
 */
final class RequestThreads implements Executor, AutoCloseable {

    private static final int THREADS = 16;
    private static final int WAITING = 256;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Duration limit;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor watch;

    /** Starts no thread before there is a request. */
    RequestThreads(Duration limit) {
        this.limit = limit;
        threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        IDLE.toMillis(),
                        TimeUnit.MILLISECONDS,
                        new LinkedBlockingQueue<>(WAITING),
                        task -> daemon(task, "dbm-status"));
        threads.allowCoreThreadTimeOut(true);
        watch = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "dbm-status-watch"));
        watch.setRemoveOnCancelPolicy(true);
        watch.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        watch.allowCoreThreadTimeOut(true);
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable request) {
        threads.execute(() -> runWithin(request));
    }

    private void runWithin(Runnable request) {
        Turn turn = new Turn(Thread.currentThread());
        Future<?> end = watch.schedule(turn::cutOff, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            request.run();
        } finally {
            end.cancel(false);
            turn.over();
        }
    }

    /** A thread's time for one request: it is not interrupted when it has gone on to another. */
    private static final class Turn {
        private final Thread thread;
        private boolean over;

        Turn(Thread thread) {
            this.thread = thread;
        }

        synchronized void cutOff() {
            if (!over) {
                thread.interrupt();
            }
        }

        synchronized void over() {
            over = true;
            boolean unused = Thread.interrupted();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        watch.shutdownNow();
    }
}
