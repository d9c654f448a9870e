package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.Transaction;
import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that rolls back by itself leaves no second half behind, whatever is caught. */
@Timeout(60)
class HalfTransactionTest {

    @TempDir static Path folder;

    @Test
    void sqliteRollsBackAtAConflictAndTheRestGoesToo() {
        try (DatabaseManager manager = Kind.SQLITE.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            for (boolean throwing : new boolean[] {true, false}) {
                assertThatThrownBy(
                                () ->
                                        primary.useTransaction(
                                                tx -> {
                                                    add(tx, 1);
                                                    assertThatThrownBy(
                                                                    () ->
                                                                            tx.database()
                                                                                    .update(
                                                                                            "insert or rollback into"
                                                                                                    + " person values (1, '')"))
                                                            .isInstanceOf(
                                                                    DataAccessException.class);
                                                    assertThat(tx.isRollbackOnly()).isTrue();
                                                    add(tx, 2);
                                                    if (throwing) {
                                                        throw new IllegalStateException("no");
                                                    }
                                                }))
                        .isInstanceOf(
                                throwing
                                        ? IllegalStateException.class
                                        : TransactionRolledBackException.class);
                assertThat(Kind.SQLITE.people(primary)).isEmpty();
            }
        }
    }

    @Test
    void theVictimOfADeadlockKeepsNothing() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (DatabaseManager manager = Kind.H2.connect(folder, "max-open-conns = 2")) {
            NamedConnection primary = manager.connection("primary");
            primary.database().update("insert into person values (1, ''), (2, '')");
            CyclicBarrier bothHoldOne = new CyclicBarrier(2);
            AtomicInteger lost = new AtomicInteger();
            List<Future<Void>> work =
                    List.of(
                            executor.submit(() -> swap(primary, bothHoldOne, lost, 1, 2)),
                            executor.submit(() -> swap(primary, bothHoldOne, lost, 2, 1)));
            for (Future<Void> each : work) {
                each.get();
            }
            assertThat(lost).hasValue(1);
            assertThat(Kind.H2.people(primary)).hasSize(4);
        } finally {
            executor.shutdownNow();
        }
    }

    /** Locks two rows, and adds a row before and after; the victim catches what it is told. */
    private static Void swap(
            NamedConnection primary,
            CyclicBarrier bothHoldOne,
            AtomicInteger lost,
            int first,
            int second)
            throws Exception {
        try {
            primary.useTransaction(
                    tx -> {
                        lock(tx, first);
                        add(tx, 10 * first);
                        bothHoldOne.await();
                        try {
                            lock(tx, second);
                        } catch (DataAccessException victim) {
                            assertThat(tx.isRollbackOnly()).isTrue();
                        }
                        add(tx, 10 * first + 1);
                    });
        } catch (TransactionRolledBackException e) {
            assertThat(e).hasCauseInstanceOf(SQLException.class);
            lost.incrementAndGet();
        }
        return null;
    }

    private static void lock(Transaction tx, int id) {
        tx.database().update("update person set full_name = 'x' where id = ?", id);
    }

    @ParameterizedTest
    @EnumSource
    void aTimeoutThatNobodyLivesToSeeIsNoneAndLeaksNothing(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            TransactionOptions options =
                    TransactionOptions.defaults().timeout(ChronoUnit.FOREVER.getDuration());
            primary.useTransaction(options, tx -> add(tx, 1));
            primary.useTransaction(options, tx -> add(tx, 2));
            assertThat(kind.people(primary)).containsExactly(1, 2);
        }
    }

    @Test
    void aSavepointThatComesAfterAFailureIsRefusedForItCouldNotUndoThat() {
        try (DatabaseManager manager = Kind.SQLITE.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            tx -> {
                                                add(tx, 1);
                                                failAndRollBack(tx);
                                                assertThatThrownBy(
                                                                () ->
                                                                        tx.useTransaction(
                                                                                TransactionOptions
                                                                                        .defaults()
                                                                                        .nested(),
                                                                                part ->
                                                                                        add(
                                                                                                part,
                                                                                                2)))
                                                        .isInstanceOf(DataAccessException.class)
                                                        .hasMessageStartingWith(
                                                                "connection 'primary': the"
                                                                        + " transaction takes no"
                                                                        + " savepoint any more: ");
                                                assertThat(tx.isRollbackOnly()).isTrue();
                                                add(tx, 3);
                                            }))
                    .isInstanceOf(TransactionRolledBackException.class);
            assertThat(Kind.SQLITE.people(primary)).isEmpty();
        }
    }

    private static void failAndRollBack(Transaction tx) {
        assertThatThrownBy(
                        () -> tx.database().update("insert or rollback into person values (1, '')"))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void nestedWorkThatCaughtAFailureIsRolledBackByItself() {
        try (DatabaseManager manager = Kind.POSTGRES.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            primary.useTransaction(
                    tx -> {
                        add(tx, 1);
                        assertThatThrownBy(
                                        () ->
                                                tx.useTransaction(
                                                        TransactionOptions.defaults().nested(),
                                                        part -> {
                                                            add(part, 2);
                                                            assertThatThrownBy(() -> add(part, 2))
                                                                    .isInstanceOf(
                                                                            DataAccessException
                                                                                    .class);
                                                        }))
                                .isInstanceOf(TransactionRolledBackException.class);
                        add(tx, 3);
                    });
            assertThat(Kind.POSTGRES.people(primary)).containsExactly(1, 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStatementThatIsCancelledAfterTheEndIsNobodyElses(Kind kind) throws SQLException {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            Statement kept =
                    primary.inTransaction(tx -> tx.session(Connection.class).createStatement());
            primary.useTransaction(
                    tx -> {
                        add(tx, 1);
                        kept.cancel();
                        add(tx, 2);
                    });
            assertThat(kind.people(primary)).containsExactly(1, 2);
        }
    }

    private static void add(Transaction tx, int id) {
        tx.database().update("insert into person values (?, '')", id);
    }
}
