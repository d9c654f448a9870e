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

    /** Named as HikariCP's own. */
    private static final class MaxLifetimeTask implements Runnable {
        private final CountDownLatch ended;

        MaxLifetimeTask(CountDownLatch ended) {
            this.ended = ended;
        }

        @Override
        public void run() {
            ended.countDown();
        }
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

    @Test
    void nothingIsDoneToAConnectionBeforeThePoolHasTakenItUp() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch takenUp = new CountDownLatch(1);
        Thread opener =
                new Thread(
                        () -> {
                            Future<?> unused =
                                    pool.schedule(
                                            new MaxLifetimeTask(ended), 0, TimeUnit.MILLISECONDS);
                            keepAlive();
                            opened.countDown();
                            awaitWithoutLimit(takenUp);
                        });
        opener.start();
        try {
            assertThat(opened.await(10, TimeUnit.SECONDS)).isTrue();
            someMorePeriods();

            assertThat(ended.getCount()).isOne();
            assertThat(inLine).isEmpty();
        } finally {
            takenUp.countDown();
        }
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(next()).isNotNull();
    }

    @Test
    void itIsTakenUpWhenThePoolIsAboutToOpenAnother() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch opened = new CountDownLatch(1);
        Thread opener =
                new Thread(
                        () -> {
                            Future<?> unused =
                                    pool.schedule(
                                            new MaxLifetimeTask(ended), 0, TimeUnit.MILLISECONDS);
                            pool.takenUp();
                            opening.countDown();
                            awaitWithoutLimit(opened);
                        });
        opener.start();
        try {
            assertThat(opening.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            opened.countDown();
        }
    }

    /** As a thread does that is at work, and not as one that rests for a time. */
    private static void awaitWithoutLimit(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
