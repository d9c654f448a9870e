package io.dbm.access.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.Transaction;
import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JoinedSqlSessionTest {

    private Application application;
    private DatabaseManager manager;
    private NamedConnection connection;

    @BeforeEach
    void describe(@TempDir Path folder) throws IOException {
        application = new Application(folder);
    }

    private void connect(ExecutorType type) {
        manager =
                application.connect(
                        "mappers = [io.dbm.access.mybatis.Words], config = executors/"
                                + type
                                + ".xml");
        connection = manager.connection("main");
    }

    @AfterEach
    void close() throws IOException {
        int inUse = connection.stats().pool().inUse();
        manager.close();
        application.close();
        assertThat(inUse).isZero();
    }

    @Test
    void saysThatItDoesNotEndTheTransaction() {
        connect(ExecutorType.SIMPLE);
        connection.useTransaction(
                tx -> {
                    SqlSession session = tx.session(SqlSession.class);
                    session.getMapper(Words.class).add("kept");
                    assertThatThrownBy(session::commit)
                            .isInstanceOf(PersistenceException.class)
                            .hasMessage(refusalOf("commit()"));
                    assertThatThrownBy(() -> session.commit(true))
                            .isInstanceOf(PersistenceException.class)
                            .hasMessage(refusalOf("commit()"));
                    assertThatThrownBy(session::rollback)
                            .isInstanceOf(PersistenceException.class)
                            .hasMessage(refusalOf("rollback()"));
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
    void isStillTheSameAfterItWasClosed() {
        connect(ExecutorType.SIMPLE);
        connection.useTransaction(
                tx -> {
                    SqlSession session = tx.session(SqlSession.class);
                    session.getMapper(Words.class).add("one");
                    session.close();
                    assertThat(tx.session(SqlSession.class)).isSameAs(session).isEqualTo(session);
                    session.getMapper(Words.class).add("two");
                    assertThat(session.getMapper(Words.class).all()).containsExactly("one", "two");
                });
        assertThat(words()).containsExactly("one", "two");
    }

    @Test
    void aMapperOfTheTransactionIsOnIt() {
        connect(ExecutorType.SIMPLE);
        connection.useTransaction(
                tx -> {
                    tx.mapper(Words.class).add("lost");
                    assertThat(tx.session(SqlSession.class).getMapper(Words.class).all())
                            .containsExactly("lost");
                    tx.setRollbackOnly();
                });
        assertThat(words()).isEmpty();
    }

    @Test
    void aMapperSaysToAnotherThreadWhoseItIsEvenWhereTheRowIsCached() throws Exception {
        connect(ExecutorType.SIMPLE);
        String owner = Thread.currentThread().getName();
        connection.useTransaction(
                tx -> {
                    Words words = tx.mapper(Words.class);
                    assertThat(words.all()).isEmpty();
                    Throwable failure =
                            CompletableFuture.supplyAsync(
                                            () -> {
                                                Thread.currentThread().setName("stranger");
                                                return catchThrowable(words::all);
                                            })
                                    .get(10, TimeUnit.SECONDS);
                    assertThat(failure)
                            .isInstanceOf(PersistenceException.class)
                            .hasMessage(
                                    "connection 'main': the transaction belongs to thread '"
                                            + owner
                                            + "' and was used by thread 'stranger': let that one"
                                            + " have a transaction of its own");
                });
    }

    @Test
    void aMapperSaysThatTheTransactionHasEndedEvenWhereTheRowIsCached() {
        connect(ExecutorType.SIMPLE);
        Words words =
                connection.inTransaction(
                        tx -> {
                            assertThat(tx.mapper(Words.class).all()).isEmpty();
                            return tx.mapper(Words.class);
                        });
        assertThatThrownBy(words::all)
                .isInstanceOf(PersistenceException.class)
                .hasMessage(
                        "connection 'main': the transaction has ended: what comes from it can be"
                                + " used until its work returns");
    }

    @ParameterizedTest
    @EnumSource
    void aCursorMaySpanStatementsOfOtherLayersAndNestedParts(ExecutorType type) throws Exception {
        connect(type);
        connection.useTransaction(
                tx -> {
                    Words words = tx.mapper(Words.class);
                    words.add("one");
                    words.add("two");
                    words.add("three");
                    try (Cursor<String> each = words.each()) {
                        Iterator<String> rows = each.iterator();
                        assertThat(rows.next()).isEqualTo("one");
                        byJdbc(tx, "CREATE TABLE other (text TEXT)");
                        assertThat(rows.next()).isEqualTo("three");
                        tx.useTransaction(
                                TransactionOptions.defaults().nested(),
                                Transaction::setRollbackOnly);
                        assertThat(rows.next()).isEqualTo("two");
                    }
                });
        assertThat(words()).containsExactly("one", "three", "two");
    }

    @ParameterizedTest
    @EnumSource
    void aCursorEndsWithTheTransaction(ExecutorType type) {
        connect(type);
        Cursor<String> each =
                connection.inTransaction(
                        tx -> {
                            tx.mapper(Words.class).add("one");
                            return tx.mapper(Words.class).each();
                        });
        assertThatThrownBy(each::iterator)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A Cursor is already closed.");
    }

    @ParameterizedTest
    @EnumSource
    void everyStatementIsInTheDatabaseBeforeAnotherLayersOne(ExecutorType type) throws Exception {
        connect(type);
        connection.useTransaction(
                tx -> {
                    tx.mapper(Words.class).add("one");
                    tx.mapper(Words.class).add("two");
                    byJdbc(tx, "UPDATE word SET text = 'changed ' || text");
                    assertThat(tx.mapper(Words.class).all())
                            .containsExactly("changed one", "changed two");
                    tx.mapper(Words.class).add("three");
                    assertThat(
                                    tx.database()
                                            .query(
                                                    "SELECT text FROM word",
                                                    row -> row.getString(1)))
                            .containsExactlyInAnyOrder("changed one", "changed two", "three");
                });
        assertThat(words()).containsExactly("changed one", "changed two", "three");
    }

    @Test
    void aBatchThatFailsAtTheCommitRollsEverythingBackAndArrives() {
        connect(ExecutorType.BATCH);
        connection.database().update("CREATE UNIQUE INDEX once ON word (text)");
        assertThatThrownBy(
                        () ->
                                connection.useTransaction(
                                        tx -> {
                                            byJdbc(tx, "INSERT INTO word VALUES ('lost', 4)");
                                            tx.mapper(Words.class).add("twice");
                                            tx.mapper(Words.class).add("twice");
                                        }))
                .isInstanceOf(DataAccessException.class)
                .hasMessageStartingWith(
                        "connection 'main': the transaction: what had been batched could not be"
                                + " sent: ")
                .hasMessageContaining("UNIQUE constraint failed: word.text")
                .satisfies(
                        failure ->
                                assertThat(failure.getCause())
                                        .hasCauseInstanceOf(PersistenceException.class))
                .hasNoSuppressedExceptions();
        assertThat(words()).isEmpty();
    }

    @Test
    void aBatchThatFailsBeforeAnotherLayersStatementLosesTheWholeEvenIfThatIsCaught() {
        connect(ExecutorType.BATCH);
        connection.database().update("CREATE UNIQUE INDEX once ON word (text)");
        assertThatThrownBy(
                        () ->
                                connection.useTransaction(
                                        tx -> {
                                            tx.mapper(Words.class).add("twice");
                                            tx.mapper(Words.class).add("twice");
                                            assertThatThrownBy(
                                                            () ->
                                                                    byJdbc(
                                                                            tx,
                                                                            "INSERT INTO word"
                                                                                    + " VALUES ('x',"
                                                                                    + " 4)"))
                                                    .isInstanceOf(SQLException.class)
                                                    .hasMessageContaining(
                                                            "what had been batched could not be"
                                                                    + " sent");
                                        }))
                .isInstanceOf(TransactionRolledBackException.class)
                .hasMessage(
                        "connection 'main': the transaction was rolled back: an access layer could"
                                + " not send its batch or clear its cache: let that failure"
                                + " through, or run the statement with nested()");
        assertThat(words()).isEmpty();
    }

    @Test
    void aBatchThatFailsInANestedPartFailsThatAlone() {
        connect(ExecutorType.BATCH);
        connection.database().update("CREATE UNIQUE INDEX once ON word (text)");
        connection.useTransaction(
                tx -> {
                    tx.mapper(Words.class).add("before");
                    assertThatThrownBy(
                                    () ->
                                            tx.useTransaction(
                                                    TransactionOptions.defaults().nested(),
                                                    part -> {
                                                        part.mapper(Words.class).add("twice");
                                                        part.mapper(Words.class).add("twice");
                                                    }))
                            .isInstanceOf(DataAccessException.class);
                    tx.mapper(Words.class).add("later");
                });
        assertThat(words()).containsExactly("before", "later");
    }

    @Test
    void anInsertThatReturnsItsRowIsCommitted() {
        connect(ExecutorType.SIMPLE);
        connection.useTransaction(
                tx -> assertThat(tx.mapper(Words.class).addReturning("kept")).isEqualTo("kept"));
        assertThat(words()).containsExactly("kept");
    }

    private static void byJdbc(Transaction tx, String sql) throws SQLException {
        try (Statement statement = tx.session(Connection.class).createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> words() {
        return connection.mapper(Words.class).all();
    }
}
