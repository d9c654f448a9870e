package io.dbm.core.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.pool.HikariPool;
import io.dbm.spi.Limits;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowOpeningTest {

    private final Slow scheduler = new Slow();
    private final JdbcDataSource h2 = new JdbcDataSource();

    SlowOpeningTest() {
        h2.setURL("jdbc:h2:mem:");
    }

    /**
     * Lets no thread go on that has opened a physical connection, and the pool add it, before that
     * physical connection's time is over.
     */
    private static final class Slow extends ScheduledThreadPoolExecutor {
        private static final ThreadLocal<CountDownLatch> LATEST = new ThreadLocal<>();
        private final AtomicInteger overBefore = new AtomicInteger();

        Slow() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            CountDownLatch run = new CountDownLatch(1);
            LATEST.set(run);
            return super.schedule(
                    () -> {
                        try {
                            command.run();
                        } finally {
                            run.countDown();
                        }
                    },
                    delay,
                    unit);
        }

        /** The pool's last word before it adds one is when it is to be kept alive. */
        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(
                Runnable command, long initialDelay, long delay, TimeUnit unit) {
            CountDownLatch over = LATEST.get();
            if (over != null) {
                LATEST.remove();
                awaitAtWork(over);
                overBefore.incrementAndGet();
            }
            return super.scheduleWithFixedDelay(command, initialDelay, delay, unit);
        }

        private static void awaitAtWork(CountDownLatch over) {
            while (over.getCount() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void aPoolServesThoughALifeIsOverBeforeItIsTakenUp() throws Exception {
        PoolScheduler tasks =
                new PoolScheduler(
                        scheduler,
                        task -> CompletableFuture.completedFuture(null),
                        new PoolCounters(),
                        (end, life) -> {});
        HikariPool pool = HikariPools.create("slow", h2, livesOf(Duration.ofMillis(1)), tasks);
        try {
            while (scheduler.overBefore.get() < 3) { // so two more have been opened and ended
                try (Connection connection = pool.getConnection(10_000)) {
                    assertThat(connection.isValid(5)).isTrue();
                }
            }
        } finally {
            pool.shutdown();
        }
    }

    private static Limits livesOf(Duration lifetime) {
        return new Limits(
                1,
                1,
                0,
                lifetime,
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ZERO);
    }
}
