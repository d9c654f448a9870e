package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.Isolation;
import io.dbm.NamedConnection;
import io.dbm.Transaction;
import io.dbm.TransactionMisuseException;
import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions within transactions. */
class NestedTransactionTest {

    private static final TransactionOptions OPTIONS = TransactionOptions.defaults();

    @TempDir static Path folder;

    @ParameterizedTest
    @EnumSource
    void workThatJoinsIsPartOfTheWhole(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            primary.useTransaction(
                    tx -> {
                        add(tx, 1);
                        tx.useTransaction(inner -> add(inner, 2));
                        tx.database().useTransaction(inner -> inner.update(insert(3)));
                    });
            assertThat(kind.people(primary)).containsExactly(1, 2, 3);
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            tx -> {
                                                tx.useTransaction(inner -> add(inner, 4));
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
            assertThat(kind.people(primary)).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void workThatJoinsAndFailsTakesTheWholeWithItEvenIfThatIsCaught(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            IllegalStateException failure = new IllegalStateException("half done");
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            OPTIONS.name("order"),
                                            tx -> {
                                                add(tx, 1);
                                                assertThatThrownBy(
                                                                () ->
                                                                        tx.useTransaction(
                                                                                inner -> {
                                                                                    throw failure;
                                                                                }))
                                                        .isSameAs(failure);
                                                assertThat(tx.isRollbackOnly()).isTrue();
                                            }))
                    .isInstanceOf(TransactionRolledBackException.class)
                    .hasMessage(
                            "connection 'primary': the transaction 'order' was rolled back, since"
                                    + " work that had joined it failed: let its failure through, or"
                                    + " run it with nested(); java.lang.IllegalStateException: half"
                                    + " done")
                    .hasCause(failure);
            assertThat(kind.people(primary)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void workThatJoinsAndAsksForARollbackTakesTheWholeWithItAndTheCallerIsTold(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            tx -> {
                                                add(tx, 1);
                                                tx.useTransaction(Transaction::setRollbackOnly);
                                            }))
                    .isInstanceOf(TransactionRolledBackException.class)
                    .hasMessage(
                            "connection 'primary': the transaction was rolled back, since work that"
                                    + " had joined it called setRollbackOnly(): run that work with"
                                    + " nested() to keep the rest");
            assertThat(kind.people(primary)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nestedWorkIsRolledBackByItself(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            primary.useTransaction(
                    tx -> {
                        add(tx, 1);
                        tx.useTransaction(OPTIONS.nested(), inner -> add(inner, 2));
                        assertThatThrownBy(
                                        () ->
                                                tx.useTransaction(
                                                        OPTIONS.nested(),
                                                        inner -> {
                                                            add(inner, 3);
                                                            add(inner, 3);
                                                        }))
                                .isInstanceOf(DataAccessException.class);
                        assertThat(tx.isRollbackOnly()).isFalse();
                        tx.useTransaction(
                                OPTIONS.nested(),
                                inner -> {
                                    add(inner, 4);
                                    inner.setRollbackOnly();
                                    assertThat(tx.isRollbackOnly()).isFalse();
                                });
                        tx.useTransaction(
                                OPTIONS.nested(),
                                inner -> {
                                    add(inner, 5);
                                    assertThatThrownBy(
                                                    () ->
                                                            inner.useTransaction(
                                                                    OPTIONS.nested(),
                                                                    innermost -> {
                                                                        add(innermost, 6);
                                                                        throw new IllegalStateException();
                                                                    }))
                                            .isInstanceOf(IllegalStateException.class);
                                });
                        assertThat(tx.mapper(PersonMapper.class).all())
                                .extracting(Person::id)
                                .containsExactly(1, 2, 5);
                    });
            assertThat(kind.people(primary)).containsExactly(1, 2, 5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSavepointOfTheWorksOwnUndoesAFailureToo(Kind kind) throws SQLException {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            primary.useTransaction(
                    tx -> {
                        add(tx, 1);
                        Connection jdbc = tx.session(Connection.class);
                        Savepoint here = jdbc.setSavepoint();
                        assertThatThrownBy(() -> add(tx, 1))
                                .isInstanceOf(DataAccessException.class);
                        jdbc.rollback(here);
                        assertThat(tx.isRollbackOnly()).isFalse();
                        add(tx, 2);
                    });
            assertThat(kind.people(primary)).containsExactly(1, 2);
        }
    }

    /** On SQL Server the SQL to roll back to one looks like that of the end, and is refused. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MSSQL")
    void soDoesOneThatIsSetInSql(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            primary.useTransaction(
                    tx -> {
                        add(tx, 1);
                        Handle handle = tx.session(Handle.class);
                        handle.execute("savepoint here");
                        assertThatThrownBy(() -> add(tx, 1))
                                .isInstanceOf(DataAccessException.class);
                        handle.execute("rollback to savepoint here");
                        assertThat(tx.isRollbackOnly()).isFalse();
                        add(tx, 2);
                    });
            assertThat(kind.people(primary)).containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void workThatJoinsNestedWorkAndFailsTakesThatWithIt(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            primary.useTransaction(
                    tx -> {
                        add(tx, 1);
                        assertThatThrownBy(
                                        () ->
                                                tx.useTransaction(
                                                        OPTIONS.nested(),
                                                        inner -> {
                                                            add(inner, 2);
                                                            swallow(inner);
                                                        }))
                                .isInstanceOf(TransactionRolledBackException.class);
                    });
            assertThat(kind.people(primary)).containsExactly(1);
        }
    }

    private static void swallow(Transaction tx) {
        try {
            tx.useTransaction(
                    inner -> {
                        throw new IllegalStateException();
                    });
        } catch (IllegalStateException e) {
            // as if nothing had happened
        }
    }

    @ParameterizedTest
    @EnumSource
    void nestedWorkCannotBeUsedAfterItsEnd(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            manager.connection("primary")
                    .useTransaction(
                            tx -> {
                                AtomicReference<Transaction> kept = new AtomicReference<>();
                                tx.useTransaction(OPTIONS.nested(), kept::set);
                                assertThatThrownBy(() -> add(kept.get(), 1))
                                        .isInstanceOf(TransactionMisuseException.class)
                                        .hasMessage(
                                                "connection 'primary': the transaction: its nested"
                                                        + " part has ended with its work");
                            });
        }
    }

    /** SQLite has one writer at a time, and H2 locks the table's new rows less than its key. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "H2", "MSSQL"})
    void requiresNewIsKeptWhateverBecomesOfTheOuterOne(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 2")) {
            NamedConnection primary = manager.connection("primary");
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            tx -> {
                                                add(tx, 1);
                                                tx.useTransaction(
                                                        OPTIONS.requiresNew(),
                                                        inner -> {
                                                            add(inner, 2);
                                                            assertThat(
                                                                            primary.stats()
                                                                                    .pool()
                                                                                    .inUse())
                                                                    .isEqualTo(2);
                                                        });
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
            assertThat(kind.people(primary)).containsExactly(2);
            primary.useTransaction(
                    tx -> {
                        assertThatThrownBy(
                                        () ->
                                                tx.useTransaction(
                                                        OPTIONS.requiresNew(),
                                                        inner -> {
                                                            add(inner, 3);
                                                            throw new IllegalStateException();
                                                        }))
                                .isInstanceOf(IllegalStateException.class);
                        add(tx, 4);
                    });
            assertThat(kind.people(primary)).containsExactly(2, 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void requiresNewEndsWithTheTimeOfTheOneThatWaitsForIt(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 2")) {
            NamedConnection primary = manager.connection("primary");
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            OPTIONS.timeout(Duration.ofMillis(300)),
                                            tx ->
                                                    tx.useTransaction(
                                                            OPTIONS.requiresNew(),
                                                            inner ->
                                                                    inner.database()
                                                                            .query(
                                                                                    kind.endless(),
                                                                                    row -> 1))))
                    .rootCause()
                    .isInstanceOf(SQLException.class);
            assertThat(kind.people(primary)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void requiresNewFailsAtOnceWhereThePoolCanNeverGiveASecondConnection(Kind kind) {
        try (DatabaseManager manager =
                kind.connect(folder, "max-open-conns = 1, acquire-timeout = 60s")) {
            NamedConnection primary = manager.connection("primary");
            primary.useTransaction(
                    tx -> {
                        assertThatThrownBy(
                                        () -> tx.useTransaction(OPTIONS.requiresNew(), inner -> {}))
                                .isInstanceOf(TransactionMisuseException.class)
                                .hasMessage(waitsForItself(1));
                        add(tx, 1);
                    });
            assertThat(kind.people(primary)).containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatWasNotPassedTheTransactionFailsAtOnceWhereItWouldWaitForItself(Kind kind) {
        try (DatabaseManager manager =
                kind.connect(folder, "max-open-conns = 1, acquire-timeout = 60s")) {
            NamedConnection primary = manager.connection("primary");
            primary.useTransaction(
                    tx -> {
                        assertThatThrownBy(() -> primary.useTransaction(other -> add(other, 1)))
                                .isInstanceOf(TransactionMisuseException.class)
                                .hasMessage(waitsForItself(1));
                        assertThatThrownBy(() -> primary.database().update(insert(1)))
                                .isInstanceOf(TransactionMisuseException.class)
                                .hasMessage(waitsForItself(1));
                        add(tx, 2);
                    });
            assertThat(kind.people(primary)).containsExactly(2);
        }
    }

    private static String waitsForItself(int maxOpen) {
        return "connection 'primary': this thread would wait for itself, since its transactions"
                + " hold as many JDBC connections as max-open-conns = "
                + maxOpen
                + " allows: raise that, pass the transaction on, begin it with bindToThread(), or"
                + " use nested() in place of requiresNew()";
    }

    @ParameterizedTest
    @EnumSource
    void optionsThatTheTransactionCannotKeepAreRefused(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            TransactionOptions outer = OPTIONS.isolation(Isolation.SERIALIZABLE);
            primary.useTransaction(
                    outer,
                    tx -> {
                        assertRefused(
                                tx,
                                OPTIONS.isolation(Isolation.READ_COMMITTED),
                                "isolation READ_COMMITTED");
                        assertRefused(tx, OPTIONS.readOnly(), "read-only");
                        assertRefused(
                                tx, OPTIONS.timeout(Duration.ofSeconds(1)), "a timeout of its own");
                        tx.useTransaction(outer.name("inner").retry(3), inner -> add(inner, 1));
                    });
            assertThat(kind.people(primary)).containsExactly(1);
        }
    }

    private static void assertRefused(Transaction tx, TransactionOptions options, String what) {
        assertThatThrownBy(() -> tx.useTransaction(options, inner -> add(inner, 9)))
                .isInstanceOf(TransactionMisuseException.class)
                .hasMessage(
                        "connection 'primary': the transaction cannot be joined with "
                                + what
                                + ": state it where the transaction begins, or use requiresNew()");
    }

    private static void add(Transaction tx, int id) {
        tx.database().update(insert(id));
    }

    private static String insert(int id) {
        return "insert into person values (" + id + ", 'x')";
    }
}
