package io.dbm.access.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.TransactionOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.LocalTransactionHandler;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoinedHandleTest {

    private static final TransactionOptions NESTED = TransactionOptions.defaults().nested();

    private DatabaseManager manager;
    private NamedConnection connection;
    private Jdbi jdbi;

    @BeforeEach
    void connect() {
        manager = H2.connect(it -> {});
        connection = manager.connection("main");
        jdbi = connection.access(Jdbi.class);
    }

    @AfterEach
    void close() {
        int inUse = connection.stats().pool().inUse();
        manager.close();
        assertThat(inUse).isZero();
    }

    @Test
    void saysThatItDoesNotEndTheTransaction() {
        connection.useTransaction(
                tx -> {
                    Handle handle = tx.session(Handle.class);
                    insert(handle, "kept");
                    assertThatThrownBy(handle::commit)
                            .isInstanceOf(TransactionException.class)
                            .hasMessage(refusalOf("commit()"));
                    assertThatThrownBy(handle::rollback)
                            .isInstanceOf(TransactionException.class)
                            .hasMessage(refusalOf("rollback()"));
                    assertThatThrownBy(() -> handle.setReadOnly(true))
                            .hasRootCauseMessage(refusalOf("setReadOnly()"));
                });
        assertThat(words()).containsExactly("kept");
    }

    private static String refusalOf(String what) {
        return "connection 'main': the transaction ends with its work, and not by "
                + what
                + " on a session: return to commit, throw or call setRollbackOnly() to roll back;"
                + " isolation and read-only are stated in TransactionOptions";
    }

    @Test
    void isInATransactionAlready() {
        connection.useTransaction(
                tx -> {
                    Handle handle = tx.session(Handle.class);
                    assertThat(handle.isInTransaction()).isTrue();
                    handle.begin();
                    handle.useTransaction(it -> insert(it, "joined"));
                    handle.useTransaction(
                            handle.getTransactionIsolationLevel(), it -> insert(it, "joined too"));
                    assertThat(words()).as("words that others see").isEmpty();
                    tx.setRollbackOnly();
                });
        assertThat(words()).isEmpty();
    }

    @Test
    void keepsTheIsolationOfItsTransaction() {
        connection.useTransaction(
                tx ->
                        assertThatThrownBy(
                                        () ->
                                                tx.session(Handle.class)
                                                        .useTransaction(
                                                                TransactionIsolationLevel
                                                                        .SERIALIZABLE,
                                                                it -> {}))
                                .isInstanceOf(TransactionException.class)
                                .hasMessage(
                                        "Tried to execute nested transaction with isolation level"
                                                + " SERIALIZABLE, but already running in a transaction"
                                                + " with isolation level READ_COMMITTED."));
    }

    @Test
    void joinsWhateverTransactionHandlerItsJdbiHas() {
        for (TransactionHandler own :
                List.of(
                        new LocalTransactionHandler(),
                        LocalTransactionHandler.managed(),
                        new SerializableTransactionRunner())) {
            jdbi.setTransactionHandler(own);
            connection.useTransaction(
                    tx -> {
                        tx.session(Handle.class).useTransaction(it -> insert(it, "joined"));
                        tx.setRollbackOnly();
                    });
            assertThat(words()).as("words by %s", own).isEmpty();
            jdbi.useTransaction(it -> insert(it, "own"));
            jdbi.useTransaction(Handle::rollback);
            assertThat(words()).as("words by %s", own).containsExactly("own");
            jdbi.useHandle(handle -> handle.execute("DELETE FROM word"));
        }
    }

    @Test
    void canBeClosedAndTheNextOneIsOpen() {
        connection.useTransaction(
                tx -> {
                    Handle first;
                    try (Handle handle = tx.session(Handle.class)) {
                        first = handle;
                        insert(handle, "one");
                    }
                    assertThat(first.isClosed()).isTrue();
                    assertThat(tx.session(Handle.class)).isNotSameAs(first);
                    insert(tx.session(Handle.class), "two");
                });
        assertThat(words()).containsExactly("one", "two");
    }

    @Test
    void isClosedAtTheEnd() {
        Handle handle = connection.inTransaction(tx -> tx.session(Handle.class));
        assertThat(handle.isClosed()).isTrue();
    }

    @Test
    void mayUseSavepoints() {
        connection.useTransaction(
                tx -> {
                    Handle handle = tx.session(Handle.class);
                    insert(handle, "one");
                    handle.savepoint("here");
                    insert(handle, "lost");
                    handle.rollbackToSavepoint("here");
                    handle.savepoint("there");
                    insert(handle, "two");
                    handle.releaseSavepoint("there");
                });
        assertThat(words()).containsExactly("one", "two");
    }

    @Test
    void runsWhatIsPutOffUntilTheCommit() {
        List<String> heard = new ArrayList<>();
        connection.useTransaction(
                tx -> {
                    listen(tx.session(Handle.class), heard, "closed");
                    tx.session(Handle.class).close();
                    listen(tx.session(Handle.class), heard, "open");
                    assertThat(heard).isEmpty();
                });
        assertThat(heard).containsExactly("closed: committed", "open: committed");
    }

    @Test
    void runsWhatIsPutOffUntilTheRollback() {
        List<String> heard = new ArrayList<>();
        connection.useTransaction(
                tx -> {
                    listen(tx.session(Handle.class), heard, "open");
                    tx.setRollbackOnly();
                });
        assertThat(heard).containsExactly("open: rolled back");
    }

    private static void listen(Handle handle, List<String> heard, String name) {
        handle.afterCommit(() -> heard.add(name + ": committed"));
        handle.afterRollback(() -> heard.add(name + ": rolled back"));
    }

    @Test
    void isNotWhatJdbiOpensElsewhere() {
        connection.useTransaction(
                tx -> {
                    Handle joined = tx.session(Handle.class);
                    insert(joined, "lost");
                    assertThat(words()).as("words seen by withHandle").isEmpty();
                    try (Handle own = jdbi.open()) {
                        assertThat(own.isInTransaction()).isFalse();
                        assertThat(own.getConnection()).isNotSameAs(joined.getConnection());
                        insert(own, "kept");
                    }
                    jdbi.useTransaction(own -> insert(own, "kept too"));
                    tx.setRollbackOnly();
                });
        assertThat(words()).containsExactly("kept", "kept too");
    }

    @Test
    void isRolledBackWithItsNestedPart() {
        connection.useTransaction(
                tx -> {
                    insert(tx.session(Handle.class), "kept");
                    assertThatThrownBy(
                                    () ->
                                            tx.useTransaction(
                                                    NESTED,
                                                    part -> {
                                                        insert(part.session(Handle.class), "lost");
                                                        throw new SQLException("no");
                                                    }))
                            .hasMessage("no");
                });
        assertThat(words()).containsExactly("kept");
    }

    private static void insert(Handle handle, String word) {
        handle.execute("INSERT INTO word VALUES (?)", word);
    }

    private List<String> words() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT text FROM word ORDER BY text")
                                .mapTo(String.class)
                                .list());
    }
}
