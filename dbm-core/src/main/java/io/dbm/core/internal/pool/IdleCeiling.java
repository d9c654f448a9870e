package io.dbm.core.internal.pool;

import com.zaxxer.hikari.pool.HikariPool;
import io.dbm.spi.Limits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes idle connections above {@code max-idle-conns}, for which HikariCP has no setting.
 *
 * <p>Only what has been too many in each of several looks a second apart is closed: closing at once
 * what a burst gives back would open it again with the next burst.
 */
final class IdleCeiling {

    private static final int LOOKS = 5;

    private final HikariPool pool;
    private final int ceiling;
    private final int mostOpen;
    private final Executor workers;
    private final int[] idle = new int[LOOKS];
    private int next;
    private @Nullable ScheduledFuture<?> task;

    IdleCeiling(HikariPool pool, Limits limits, Executor workers) {
        this.pool = pool;
        this.ceiling = limits.maxIdle();
        this.mostOpen = limits.maxOpen();
        this.workers = workers;
    }

    /** Begins to look, unless the ceiling cannot be reached. */
    void watch(ScheduledExecutorService scheduler) {
        if (ceiling < mostOpen) {
            task = scheduler.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        }
    }

    void close() {
        if (task != null) {
            task.cancel(false);
        }
    }

    private void look() {
        idle[next] = pool.getIdleConnections();
        next = (next + 1) % LOOKS;
        int surplus = Arrays.stream(idle).min().orElse(0) - ceiling;
        if (surplus > 0) {
            Arrays.fill(idle, 0);
            try {
                workers.execute(() -> closeIdle(surplus)); // a close may block
            } catch (RejectedExecutionException closing) {
                // the pool is about to be closed with all that is in it
            }
        }
    }

    private void closeIdle(int surplus) {
        for (int i = 0; i < surplus && pool.getIdleConnections() > ceiling; i++) {
            try {
                Connection connection = pool.getConnection(0);
                pool.evictConnection(connection);
            } catch (SQLException noneIdle) {
                return;
            }
        }
    }
}
