package io.dbm.provider.mssql;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Sets alarms for all physical connections; its thread is there while any is set. */
final class Alarms {

    private static final long IDLE_SECONDS = 5;
    private static final ScheduledThreadPoolExecutor EXECUTOR = executor();

    private Alarms() {}

    /** Runs something short later; whoever cancels it, it forgets. */
    static ScheduledFuture<?> schedule(Runnable alarm, long nanos) {
        return EXECUTOR.schedule(alarm, nanos, TimeUnit.NANOSECONDS);
    }

    /** Runs, at once, what may have to wait for the network. */
    static void run(Runnable task) {
        thread(task, "dbm-mssql-stop").start();
    }

    private static ScheduledThreadPoolExecutor executor() {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(1, task -> thread(task, "dbm-mssql-alarms"));
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    private static Thread thread(Runnable task, String name) {
        // nothing of the application's whose thread happens to come first
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Alarms.class.getClassLoader());
        return thread;
    }
}
