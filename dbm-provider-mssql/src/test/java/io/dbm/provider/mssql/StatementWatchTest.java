package io.dbm.provider.mssql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class StatementWatchTest {

    private final List<Alarm> alarms = new ArrayList<>();
    private final StatementWatch watch = new StatementWatch(this::set);

    private record Alarm(Runnable ring, CompletableFuture<Void> future) {}

    private Future<?> set(Runnable ring, long nanos) {
        Alarm alarm = new Alarm(ring, new CompletableFuture<>());
        alarms.add(alarm);
        return alarm.future();
    }

    private void run(Duration limit) {
        watch.end(begin(limit));
    }

    private Execution begin(Duration limit) {
        return watch.begin(() -> {}, limit).orElseThrow();
    }

    @Test
    void leavesTheAlarmSetForStatementsThatMayRunLonger() {
        run(Duration.ofSeconds(10));
        run(Duration.ofSeconds(10));
        run(Duration.ofSeconds(20));
        assertThat(alarms).hasSize(1);
    }

    /** It was about to ring when it was taken back, which is too late. */
    @Test
    void keepsTheAlarmThatHasTakenThePlaceOfOneThatRings() {
        run(Duration.ofSeconds(20));
        Execution shorter = begin(Duration.ofSeconds(10));
        assertThat(alarms).hasSize(2);
        assertThat(alarms.get(0).future()).isCancelled();

        alarms.get(0).ring().run();
        watch.end(shorter);
        run(Duration.ofSeconds(10));

        assertThat(alarms).hasSize(2);
        watch.close();
        assertThat(alarms.get(1).future()).isCancelled();
    }

    @Test
    void setsNoAlarmWhenTheConnectionIsClosed() {
        watch.close();
        assertThat(watch.begin(() -> {}, Duration.ofSeconds(10))).isEmpty();
        assertThat(watch.begin(() -> {}, Duration.ofSeconds(10))).isEmpty();
        assertThat(alarms).isEmpty();
    }

    @Test
    void watchesOneStatementAtATime() {
        Execution first = begin(Duration.ofSeconds(10));
        assertThat(watch.begin(() -> {}, Duration.ofSeconds(10))).isEmpty();
        watch.end(first);
        run(Duration.ofSeconds(10));
    }
}
