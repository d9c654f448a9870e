package io.dbm.it;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.Isolation;
import io.dbm.NamedConnection;
import io.dbm.Transaction;
import io.dbm.TransactionOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TransactionRetryTest {

    private static final TransactionOptions OPTIONS = TransactionOptions.defaults();

    /** What the server says to one that has lost, without another one. */
    private static final String CONFLICT =
            "do $$ begin raise exception 'lost' using errcode = '40001'; end $$";

    @TempDir static Path folder;

    /** Each reads the same row and adds one to it; only one after the other gets it right. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"})
    void runsTheWholeWorkAgainUntilItNoLongerLoses(Kind kind) throws Exception {
        int threads = 4;
        int times = 10;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (DatabaseManager manager =
                kind.connect(folder, "max-open-conns = " + threads + "" + busyTimeout(kind))) {
            NamedConnection primary = manager.connection("primary");
            primary.database().update("insert into person values (0, '0')");
            AtomicInteger runs = new AtomicInteger();
            CyclicBarrier allHaveRead = new CyclicBarrier(threads);
            List<Future<?>> work =
                    IntStream.range(0, threads)
                            .<Future<?>>mapToObj(
                                    thread ->
                                            executor.submit(
                                                    () ->
                                                            addOnes(
                                                                    primary,
                                                                    times,
                                                                    runs,
                                                                    allHaveRead)))
                            .toList();
            for (Future<?> each : work) {
                each.get();
            }
            assertThat(total(primary)).isEqualTo(threads * times);
            assertThat(runs).hasValueGreaterThan(threads * times);
        } finally {
            executor.shutdownNow();
        }
    }

    private static String busyTimeout(Kind kind) {
        return kind == Kind.SQLITE ? ", busy-timeout = 1ms" : "";
    }

    private static Void addOnes(
            NamedConnection primary, int times, AtomicInteger runs, CyclicBarrier allHaveRead)
            throws Exception {
        boolean[] first = {true};
        for (int i = 0; i < times; i++) {
            primary.useTransaction(
                    OPTIONS.isolation(Isolation.SERIALIZABLE).retry(1000),
                    tx -> {
                        runs.incrementAndGet();
                        int before = total(tx);
                        if (first[0]) {
                            first[0] = false;
                            allHaveRead.await(); // so that all but one lose
                        }
                        tx.session(Handle.class)
                                .execute(
                                        "update person set full_name = ? where id = 0", before + 1);
                    });
        }
        return null;
    }

    private static int total(Transaction tx) {
        return tx.database()
                .queryOne("select full_name from person", row -> row.getInt(1))
                .orElseThrow();
    }

    private static int total(NamedConnection primary) {
        return primary.inTransaction(TransactionRetryTest::total);
    }

    @Test
    void isOverWhenTheRetriesAreAndTheLastFailureArrives() {
        try (DatabaseManager manager = Kind.POSTGRES.connect(folder, "")) {
            AtomicInteger runs = new AtomicInteger();
            assertThatThrownBy(
                            () ->
                                    manager.connection("primary")
                                            .useTransaction(
                                                    OPTIONS.retry(3),
                                                    tx -> {
                                                        runs.incrementAndGet();
                                                        tx.database().update(CONFLICT);
                                                    }))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("lost");
            assertThat(runs).hasValue(4);
        }
    }

    @Test
    void leavesEverythingElseAlone() {
        try (DatabaseManager manager = Kind.POSTGRES.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            AtomicInteger runs = new AtomicInteger();
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            OPTIONS.retry(3),
                                            tx -> {
                                                runs.incrementAndGet();
                                                tx.database().update("this is no SQL");
                                            }))
                    .isInstanceOf(DataAccessException.class);
            assertThat(runs).hasValue(1);
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            tx -> {
                                                runs.incrementAndGet();
                                                tx.database().update(CONFLICT);
                                            }))
                    .isInstanceOf(DataAccessException.class);
            assertThat(runs).hasValue(2);
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            OPTIONS.retry(3),
                                            tx -> {
                                                runs.incrementAndGet();
                                                throw new SQLException("of another one", "40001");
                                            }))
                    .isInstanceOf(SQLException.class);
            assertThat(runs).hasValue(3);
        }
    }

    @Test
    void endsWithTheTimeoutThatHoldsForAllAttemptsTogether() {
        try (DatabaseManager manager = Kind.POSTGRES.connect(folder, "")) {
            long start = System.nanoTime();
            assertThatThrownBy(
                            () ->
                                    manager.connection("primary")
                                            .useTransaction(
                                                    OPTIONS.retry(1_000_000)
                                                            .timeout(Duration.ofMillis(500)),
                                                    tx -> tx.database().update(CONFLICT)))
                    .isInstanceOf(DataAccessException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofMillis(1500));
        }
    }

    @Test
    void doesNotWaitForAnotherConnectionBeyondTheTimeout() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        CountDownLatch over = new CountDownLatch(1);
        try (DatabaseManager manager =
                Kind.POSTGRES.connect(folder, "max-open-conns = 1, acquire-timeout = 30s")) {
            NamedConnection primary = manager.connection("primary");
            Future<?> rival = executor.submit(() -> holdAConnection(primary, over));
            long start = System.nanoTime();
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            OPTIONS.retry(1_000_000).timeout(Duration.ofSeconds(1)),
                                            tx -> {
                                                await(() -> primary.stats().pool().pending() == 1);
                                                tx.database().update(CONFLICT);
                                            }))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("lost")
                    .satisfies(
                            lost ->
                                    assertThat(lost.getSuppressed())
                                            .extracting(Throwable::getMessage)
                                            .contains(
                                                    "connection 'primary': the time of the"
                                                            + " transaction was over before a JDBC"
                                                            + " connection was free"));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
            over.countDown();
            rival.get();
        } finally {
            executor.shutdownNow();
        }
    }

    /** Waits in line until the transaction has one to give back. */
    private static Void holdAConnection(NamedConnection primary, CountDownLatch over)
            throws Exception {
        await(() -> primary.stats().pool().inUse() == 1);
        try (Connection held = primary.access(DataSource.class).getConnection()) {
            over.await();
            return null;
        }
    }

    @Test
    void anInterruptEndsThePausesAndIsKept() {
        try (DatabaseManager manager = Kind.POSTGRES.connect(folder, "")) {
            assertThatThrownBy(
                            () ->
                                    manager.connection("primary")
                                            .useTransaction(
                                                    OPTIONS.retry(1_000_000),
                                                    tx -> {
                                                        try {
                                                            tx.database().update(CONFLICT);
                                                        } finally {
                                                            Thread.currentThread().interrupt();
                                                        }
                                                    }))
                    .isInstanceOf(DataAccessException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aConflictThatWasCaughtIsOneAllTheSame() {
        try (DatabaseManager manager = Kind.POSTGRES.connect(folder, "")) {
            AtomicInteger runs = new AtomicInteger();
            manager.connection("primary")
                    .useTransaction(
                            OPTIONS.retry(3),
                            tx -> {
                                if (runs.incrementAndGet() < 3) {
                                    assertThatThrownBy(() -> tx.database().update(CONFLICT))
                                            .isInstanceOf(DataAccessException.class);
                                }
                            });
            assertThat(runs).hasValue(3);
        }
    }

    @Test
    void aDeadlockIsRetried() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (DatabaseManager manager = Kind.POSTGRES.connect(folder, "max-open-conns = 2")) {
            NamedConnection primary = manager.connection("primary");
            primary.database().update("insert into person values (1, ''), (2, '')");
            CyclicBarrier bothHoldOne = new CyclicBarrier(2);
            Future<?> one = executor.submit(() -> lockBoth(primary, bothHoldOne, 1, 2));
            Future<?> other = executor.submit(() -> lockBoth(primary, bothHoldOne, 2, 1));
            one.get();
            other.get();
            assertThat(
                            primary.database()
                                    .query("select full_name from person", row -> row.getString(1)))
                    .containsExactly("xx", "xx");
        } finally {
            executor.shutdownNow();
        }
    }

    private static Void lockBoth(
            NamedConnection primary, CyclicBarrier bothHoldOne, int first, int second)
            throws Exception {
        AtomicInteger runs = new AtomicInteger();
        primary.useTransaction(
                OPTIONS.retry(3),
                tx -> {
                    tx.session(Handle.class).execute(append(first));
                    if (runs.incrementAndGet() == 1) {
                        bothHoldOne.await();
                    }
                    tx.session(Handle.class).execute(append(second));
                });
        return null;
    }

    private static String append(int id) {
        return "update person set full_name = full_name || 'x' where id = " + id;
    }
}
