package io.dbm.core.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.PoolStats;
import io.dbm.core.internal.failure.Redaction;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The checks of connections that have one queue. */
@Timeout(30)
class HealthCheckerTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final CountDownLatch silence = new CountDownLatch(1);
    private final Workers workers = new Workers();
    private final CheckQueue queue = new CheckQueue(workers);

    @Test
    void whatEndsTheCheckOfAnotherConnectionHoldsNoLockOfThisOne() {
        HealthChecker checker = checker();
        checker.serve(new Answering());
        List<CheckQueue.Ping<Object>> hanging =
                Stream.generate(() -> inLine(() -> silence.await())).limit(12).toList();
        CheckQueue.Ping<Object> other = inLine(() -> {});
        CompletableFuture<Boolean> locked =
                other.result().handle((value, failure) -> Thread.holdsLock(checker));
        workers.close(); // so that what begins ends at once, in the thread that begins it
        hanging.get(0).hurry();
        try {
            checker.check(false).join();
            assertThat(locked).isCompletedWithValue(false);
        } finally {
            silence.countDown();
        }
    }

    private HealthChecker checker() {
        return new HealthChecker(
                LONG,
                new Redaction(List.of()),
                queue,
                UnaryOperator.identity(),
                (before, now) -> {},
                took -> {});
    }

    private CheckQueue.Ping<Object> inLine(Ping ping) {
        CheckQueue.Ping<Object> made =
                queue.ping(
                        LONG,
                        LONG,
                        new CheckQueue.Work<Object>() {
                            @Override
                            public Object run() throws Exception {
                                ping.run();
                                return "";
                            }

                            @Override
                            public void cutOff() {}
                        });
        made.getInLine();
        return made;
    }

    private interface Ping {
        void run() throws Exception;
    }

    private static final class Answering implements Backend<CharSequence> {
        @Override
        public CharSequence client() {
            return "";
        }

        @Override
        public void ping(Duration timeout) {}

        @Override
        public PoolStats stats() {
            return PoolStats.builder().build();
        }

        @Override
        public void close() {}
    }
}
