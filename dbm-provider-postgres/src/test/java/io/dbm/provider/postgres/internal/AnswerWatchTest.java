package io.dbm.provider.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AnswerWatchTest {

    @Test
    void watchesAReadByTheLimitThatAnotherThreadSetsMeanwhile() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        AtomicLong left = new AtomicLong(Duration.ofHours(1).toNanos());
        AnswerWatch watch = new AnswerWatch(closed::countDown, left::get);
        watch.begin();
        left.set(0);
        watch.reset();
        closed.await();
        assertThat(watch.end()).isFalse();
    }
}
