package io.dbm.core.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.Health;
import io.dbm.Health.Status;
import io.dbm.HealthListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthEventsTest {

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void end() {
        released.countDown();
        workers.shutdown();
    }

    @Test
    void aListenerThatBlocksDelaysNoOther() throws Exception {
        HealthEvents events = events(this::block, this::hear);
        tell(events, "a", "b");
        assertThat(List.of(heard.take(), heard.take())).containsExactly("a", "b");
    }

    @Test
    void ofTooManyThatWaitForOneListenerTheOldestAreLostToIt() throws Exception {
        HealthEvents events =
                events(
                        (connection, before, now) -> {
                            block(connection, before, now);
                            hear(connection, before, now);
                        });
        tell(events, "first");
        entered.await();
        tell(events, "lost", "lost", "kept");
        IntStream.range(1, HealthEvents.WAITING_LIMIT)
                .forEach(number -> tell(events, String.valueOf(number)));
        released.countDown();
        assertThat(heard.take()).isEqualTo("first");
        assertThat(heard.take()).isEqualTo("kept");
        for (int number = 1; number < HealthEvents.WAITING_LIMIT; number++) {
            assertThat(heard.take()).isEqualTo(String.valueOf(number));
        }
        tell(events, "last");
        assertThat(heard.take()).isEqualTo("last");
    }

    private HealthEvents events(HealthListener... listeners) {
        return new HealthEvents(List.of(listeners), workers);
    }

    private static void tell(HealthEvents events, String... connections) {
        for (String connection : connections) {
            events.healthChanged(connection, health(Status.UP), health(Status.DOWN));
        }
    }

    private void hear(String connection, Health before, Health now) {
        heard.add(connection);
    }

    private void block(String connection, Health before, Health now) {
        entered.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Health health(Status status) {
        return new Health(
                status, Instant.EPOCH, Optional.empty(), Duration.ZERO, 0, Optional.empty());
    }
}
