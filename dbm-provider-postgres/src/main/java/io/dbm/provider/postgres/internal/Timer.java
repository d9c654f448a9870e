package io.dbm.provider.postgres.internal;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Sets alarms for all sockets; its thread is there while any is set. */
final class Timer {

    static final long IDLE_SECONDS = 5;

    static final ScheduledThreadPoolExecutor EXECUTOR = executor();

    private Timer() {}

    /** Runs something short later; whoever cancels it, it forgets. */
    static ScheduledFuture<?> schedule(Runnable alarm, long nanos) {
        return EXECUTOR.schedule(alarm, nanos, TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor executor() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "dbm-postgres-alarms");
                            thread.setDaemon(true);
                            // not that of the application whose thread happens to come first
                            thread.setContextClassLoader(Timer.class.getClassLoader());
                            return thread;
                        });
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
