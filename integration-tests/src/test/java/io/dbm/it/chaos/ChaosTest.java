package io.dbm.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.it.chaos.Ledger.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nothing is lost, doubled or half done, nobody waits longer than he must, and nothing is left,
 * whatever happens to servers and networks.
 *
 * <p>The runs are side by side, so that they take no longer than the longest. {@code
 * dbm.chaos.seconds} says how long that is, {@code dbm.chaos.seed} what happens in it; without a
 * seed it is another one each time, and printed.
 */
class ChaosTest {

    private static final long SEED =
            Long.getLong("dbm.chaos.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    private static final Duration LENGTH =
            Duration.ofSeconds(Integer.getInteger("dbm.chaos.seconds", 30));

    /** Threads that have nothing to do end after some seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static LiveThreads before;
    private static final Map<Subject, FutureTask<Report>> RUNS = new EnumMap<>(Subject.class);

    /** A database, and which part of the time it gets. */
    enum Subject {
        POSTGRES(1),
        MSSQL(5),
        MONGODB(5);

        private final int part;

        Subject(int part) {
            this.part = part;
        }

        private Target open() throws IOException {
            return switch (this) {
                case POSTGRES -> new PostgresTarget();
                case MSSQL -> new MssqlTarget();
                case MONGODB -> new MongoTarget();
            };
        }

        Report run() throws Exception {
            try (Target its = open()) {
                return new ChaosRun(its, SEED, LENGTH.dividedBy(part)).run();
            }
        }
    }

    @BeforeAll
    static void start() {
        System.out.println("\nchaos: seed " + SEED + ", " + LENGTH.toSeconds() + " s");
        before = LiveThreads.now();
        for (Subject subject : Subject.values()) {
            FutureTask<Report> run = new FutureTask<>(subject::run);
            RUNS.put(subject, run);
            new Thread(run, "chaos-" + subject).start();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLost(Subject subject) throws Exception {
        Report report = RUNS.get(subject).get();
        System.out.println("\nchaos on " + subject + ": " + report);
        assertThat(report.faults()).isEmpty();
    }

    /** Else there was nothing to lose. */
    @ParameterizedTest
    @EnumSource
    void somethingWasWritten(Subject subject) throws Exception {
        Report report = RUNS.get(subject).get();
        assertThat(report.audit().told(Outcome.ACKNOWLEDGED)).isPositive();
        assertThat(report.notes().operations()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void noThreadIsLeft() throws Exception {
        for (FutureTask<Report> run : RUNS.values()) {
            Report unused = run.get();
        }
        long start = System.nanoTime();
        while (!LiveThreads.now().moreThan(before).isEmpty()
                && System.nanoTime() - start < PATIENCE.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(LiveThreads.now().moreThan(before)).isEmpty();
        System.out.println(
                "\nchaos: threads before "
                        + before.counts()
                        + ", after "
                        + LiveThreads.now().counts());
    }
}
