package io.dbm.core.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.core.internal.work.Workers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pings that nobody waits for. */
@Timeout(30)
class CheckQueueTest {

    private static final int AT_ONCE = 12;
    private static final Duration LONG = Duration.ofHours(1);

    private final CountDownLatch silence = new CountDownLatch(1);
    private final Workers workers = new Workers();
    private final CheckQueue queue = new CheckQueue(workers);

    @AfterEach
    void end() {
        silence.countDown();
        workers.close();
    }

    /** One that blocks is not waited for; what it would have ended then has begun anew. */
    @Test
    void aMeansThatBlocksEndsNoPingThatHasBegunAnew() throws Exception {
        CountDownLatch bothAreSlow = new CountDownLatch(1);
        Future<?> unused =
                workers.scheduler().submit(() -> bothAreSlow.await(10, TimeUnit.SECONDS));
        Stubborn stubborn = new Stubborn();
        Hanging other = new Hanging();
        queue.ping(LONG, Duration.ZERO, stubborn).getInLine();
        queue.ping(LONG, Duration.ZERO, other).getInLine();
        for (int i = 0; i < AT_ONCE; i++) { // and so two others have to wait
            queue.ping(LONG, LONG, new Hanging()).getInLine();
        }
        long start = System.nanoTime();
        await(() -> System.nanoTime() - start > CheckQueue.PROMPT.toNanos());
        bothAreSlow.countDown();
        await(() -> other.runs.get() == 2);

        stubborn.end.countDown();

        await(stubborn::isThroughWithIt);
        assertThat(other.cuts.get()).isZero();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    private class Hanging implements CheckQueue.Work<String> {
        final AtomicInteger runs = new AtomicInteger();
        final AtomicInteger cuts = new AtomicInteger();

        @Override
        public String run() throws InterruptedException {
            runs.incrementAndGet();
            silence.await();
            return "";
        }

        @Override
        public void cutOff() {
            cuts.incrementAndGet();
        }
    }

    private final class Stubborn extends Hanging {
        final CountDownLatch end = new CountDownLatch(1);
        private volatile Thread cutter = Thread.currentThread();
        private volatile boolean hasEnded;

        /** Whether the thread that has cut it off is idle since, or pings. */
        boolean isThroughWithIt() {
            return hasEnded
                    && cutter.getState() != Thread.State.RUNNABLE
                    && cutter.getState() != Thread.State.BLOCKED;
        }

        @Override
        public void cutOff() {
            cutter = Thread.currentThread();
            boolean ended = false;
            while (!ended) {
                try {
                    end.await();
                    ended = true;
                } catch (InterruptedException e) {
                    // as a driver may do
                }
            }
            hasEnded = true;
        }
    }
}
