package io.dbm.core.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolSchedulerTest {

    private final Deque<Runnable> line = new ArrayDeque<>();
    private final Clock clock = new Clock();
    private final PoolScheduler scheduler =
            new PoolScheduler(clock, line::add, new PoolCounters(), (end, life) -> {});

    @AfterEach
    void stopClock() {
        clock.shutdownNow();
    }

    @Test
    void aConnectionThatWaitsToBeKeptAliveIsNotInTheLineTwice() {
        KeepaliveTask task = new KeepaliveTask();
        ScheduledFuture<?> unused = scheduler.scheduleWithFixedDelay(task, 1, 1, TimeUnit.HOURS);
        clock.strike();
        clock.strike();
        assertThat(line).hasSize(1);

        line.remove().run();
        clock.strike();
        assertThat(task.runs).isEqualTo(1);
        assertThat(line).hasSize(1);
    }

    @Test
    void oneWhoseTestFailsIsTestedAgain() {
        KeepaliveTask task = new KeepaliveTask();
        task.failure = new IllegalStateException("the driver has a bug");
        ScheduledFuture<?> unused = scheduler.scheduleWithFixedDelay(task, 1, 1, TimeUnit.HOURS);
        clock.strike();
        Runnable first = line.remove();
        assertThat(catchThrowable(first::run)).isSameAs(task.failure);

        clock.strike();
        assertThat(line).hasSize(1);
    }

    /** Named as HikariCP's is, by which it is known. */
    private static final class KeepaliveTask implements Runnable {
        private int runs;
        private @Nullable RuntimeException failure;

        @Override
        public void run() {
            runs++;
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** Runs what is scheduled when a test says so. */
    private static final class Clock extends ScheduledThreadPoolExecutor {
        private @Nullable Runnable scheduled;

        Clock() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(
                Runnable command, long initialDelay, long delay, TimeUnit unit) {
            scheduled = command;
            return super.scheduleWithFixedDelay(command, initialDelay, delay, unit);
        }

        void strike() {
            Objects.requireNonNull(scheduled).run();
        }
    }
}
