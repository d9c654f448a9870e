package io.dbm.core.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolSchedulerTest {

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    private final BlockingQueue<CompletableFuture<Void>> inLine = new LinkedBlockingQueue<>();
    private final PoolScheduler pool =
            new PoolScheduler(
                    scheduler,
                    task -> {
                        CompletableFuture<Void> over = new CompletableFuture<>();
                        inLine.add(over);
                        return over;
                    },
                    new PoolCounters(),
                    (end, life) -> {});

    /** Named as HikariCP's own. */
    private static final class KeepaliveTask implements Runnable {
        @Override
        public void run() {}
    }

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void aConnectionIsKeptAliveOnceHoweverLongTheOthersBeforeItTake() throws Exception {
        keepAlive();

        someMorePeriods();

        assertThat(inLine).hasSize(1);
    }

    @Test
    void aConnectionIsKeptAliveAgainAfterAnEndThatWasAFailure() throws Exception {
        keepAlive();
        next().completeExceptionally(new OutOfMemoryError("no thread"));

        assertThat(next()).isNotNull();
    }

    private void keepAlive() {
        Future<?> unused =
                pool.scheduleWithFixedDelay(new KeepaliveTask(), 0, 1, TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Void> next() throws InterruptedException {
        return inLine.poll(10, TimeUnit.SECONDS);
    }

    private void someMorePeriods() throws InterruptedException {
        CountDownLatch periods = new CountDownLatch(20);
        Future<?> unused =
                scheduler.scheduleWithFixedDelay(periods::countDown, 0, 1, TimeUnit.MILLISECONDS);
        assertThat(periods.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
