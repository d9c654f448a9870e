package io.dbm.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.dbm.NamedConnection;
import io.dbm.Transaction;
import io.dbm.TransactionOptions;
import io.dbm.UnsupportedAccessException;
import io.dbm.spi.AccessLayer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules for the sessions of an access layer that {@linkplain AccessLayer#transactions() takes
 * part} in transactions, each as a test that its author runs against a real database, beside those
 * of {@link AccessContract}.
 *
 * <p>Extend it, and say how to connect and how to use a session:
 *
 * <pre>{@code
 * class AcmeTransactionContractTest extends TransactionContract<AcmeSession> {
 *
 *     AcmeTransactionContractTest() {
 *         super(AcmeSession.class);
 *     }
 *
 *     @Override
 *     protected String connection() {
 *         return "type = sqlite, filepath = \":memory:\"";
 *     }
 *
 *     @Override
 *     protected void execute(AcmeSession session, String sql) {
 *         session.run(sql);
 *     }
 *
 *     @Override
 *     protected long read(AcmeSession session, String sql) {
 *         return session.select(sql).one(Long.class);
 *     }
 * }
 * }</pre>
 *
 * <p>A layer that can batch statements is to do so in {@code execute}, and one that can cache rows
 * in {@code read}. Each test is one rule, and its name says which; they make and drop a table
 * {@code dbm_contract}.
 *
 * @param <S> what application code asks a transaction for
 * @since 0.1.0
 */
@Timeout(120)
public abstract class TransactionContract<S> {

    private static final String COUNT = "SELECT COUNT(*) FROM dbm_contract";
    private static final String AMOUNT = "SELECT amount FROM dbm_contract WHERE word = 'kept'";
    private static final String CHANGE = "UPDATE dbm_contract SET amount = 2 WHERE word = 'kept'";
    private static final TransactionOptions NESTED = TransactionOptions.defaults().nested();

    /** By JDBC itself, for a transaction that only its owner ends. */
    private static final String INVALID_TRANSACTION_TERMINATION = "2D000";

    private final Class<S> sessionType;

    private OneConnection one;
    private NamedConnection connection;

    /**
     * For the author's test class.
     *
     * @param sessionType what the layer's sessions are asked for by
     */
    protected TransactionContract(Class<S> sessionType) {
        this.sessionType = sessionType;
    }

    /**
     * Returns the settings of a SQL connection that works, as they stand between its braces, {@code
     * type} included; the same database whenever it is asked in one test.
     */
    protected abstract String connection();

    /** Runs a statement that changes something, or batches it. */
    protected abstract void execute(S session, String sql) throws Exception;

    /** Runs a query that finds one number, and returns that. */
    protected abstract long read(S session, String sql) throws Exception;

    /** Closes a session, where that can be done. */
    protected void close(S session) throws Exception {
        if (session instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    /** Tries to commit through a session; override it where sessions have a way to. */
    protected void commit(S session) throws Exception {
        abort("the test class says no way to commit");
    }

    /** Tries to roll back through a session; override it where sessions have a way to. */
    protected void rollback(S session) throws Exception {
        abort("the test class says no way to roll back");
    }

    @BeforeEach
    final void connect() throws SQLException {
        one = open();
        connection = one.connection();
    }

    OneConnection open() throws SQLException {
        return OneConnection.open(connection(), "");
    }

    @AfterEach
    final void giveBackAndClose() throws SQLException {
        if (one != null) {
            try (OneConnection opened = one) {
                opened.assertThatEverythingIsReturned();
            }
        }
    }

    @Test
    void itsSessionIsTheSameWhereverTheTransactionIsAskedForIt() {
        connection.useTransaction(
                tx -> {
                    S session = tx.session(sessionType);
                    assertThat(session).isInstanceOf(sessionType);
                    assertThat(tx.session(sessionType)).isSameAs(session);
                    tx.useTransaction(it -> assertThat(it.session(sessionType)).isSameAs(session));
                    tx.useTransaction(
                            NESTED, it -> assertThat(it.session(sessionType)).isSameAs(session));
                });
    }

    @Test
    void itsSessionWorksOnTheJdbcConnectionOfTheTransactionAndBorrowsNone() throws Exception {
        connection.useTransaction(
                tx -> {
                    insert(tx, "one");
                    assertThat(one.stats().inUse()).as("connections in use").isEqualTo(1);
                    assertThat(one.stats().pending()).as("borrowers that wait").isZero();
                });
        assertThat(one.words()).containsExactly("one");
    }

    @Test
    void itsSessionAndJdbcSeeEachOthersUncommittedRows() throws Exception {
        connection.useTransaction(
                tx -> {
                    insertByJdbc(tx, "by JDBC");
                    assertThat(count(tx)).isEqualTo(1);
                    insert(tx, "by the session");
                    assertThat(OneConnection.words(jdbc(tx)))
                            .containsExactly("by JDBC", "by the session");
                    assertThat(count(tx)).isEqualTo(2);
                });
    }

    @Test
    void whatItsSessionDidIsCommittedWithTheTransaction() throws Exception {
        connection.useTransaction(
                tx -> {
                    insertByJdbc(tx, "by JDBC");
                    insert(tx, "by the session");
                });
        assertThat(one.words()).containsExactly("by JDBC", "by the session");
    }

    @Test
    void whatItsSessionDidIsRolledBackWithTheTransaction() throws SQLException {
        assertThatThrownBy(
                        () ->
                                connection.useTransaction(
                                        tx -> {
                                            insert(tx, "by the session");
                                            insertByJdbc(tx, "by JDBC");
                                            throw new AfterAll();
                                        }))
                .isInstanceOf(AfterAll.class)
                .hasNoSuppressedExceptions();
        assertThat(one.words()).isEmpty();
    }

    @Test
    void closingItsSessionEndsNothingAndTheNextOneCanBeUsed() throws Exception {
        connection.useTransaction(
                tx -> {
                    insert(tx, "before");
                    close(tx.session(sessionType));
                    assertThat(one.stats().inUse()).as("connections in use").isEqualTo(1);
                    insert(tx, "after");
                    assertThat(count(tx)).isEqualTo(2);
                    tx.setRollbackOnly();
                });
        assertThat(one.words()).as("words after a rollback").isEmpty();
        connection.useTransaction(
                tx -> {
                    insert(tx, "closed");
                    close(tx.session(sessionType));
                });
        assertThat(one.words()).containsExactly("closed");
    }

    @Test
    void itsSessionRefusesToCommitAndTheTransactionGoesOn() throws Exception {
        connection.useTransaction(
                tx -> {
                    insert(tx, "lost");
                    assertThatTheDriverRefuses(() -> commit(tx.session(sessionType)));
                    insertByJdbc(tx, "lost as well");
                    tx.setRollbackOnly();
                });
        assertThat(one.words()).isEmpty();
    }

    @Test
    void itsSessionRefusesToRollBackAndTheTransactionGoesOn() throws Exception {
        connection.useTransaction(
                tx -> {
                    insert(tx, "kept");
                    assertThatTheDriverRefuses(() -> rollback(tx.session(sessionType)));
                    insertByJdbc(tx, "kept as well");
                });
        assertThat(one.words()).containsExactly("kept", "kept as well");
    }

    @Test
    void aFailedStatementOfANestedPartFailsNoMoreThanThat() throws Exception {
        connection.useTransaction(
                tx -> {
                    insert(tx, "before");
                    assertThatThrownBy(
                                    () ->
                                            tx.useTransaction(
                                                    NESTED,
                                                    part -> {
                                                        insert(part, "lost");
                                                        read(
                                                                part.session(sessionType),
                                                                "SELECT no_such_column FROM"
                                                                        + " dbm_contract");
                                                    }))
                            .isInstanceOf(Exception.class);
                    insert(tx, "later");
                });
        assertThat(one.words()).containsExactly("before", "later");
    }

    @Test
    void whatItBatchesIsSentBeforeAStatementOfAnotherLayer() throws Exception {
        connection.useTransaction(
                tx -> {
                    insert(tx, "one");
                    insert(tx, "two");
                    assertThat(OneConnection.words(jdbc(tx))).containsExactly("one", "two");
                });
    }

    @Test
    void whatItBatchesIsSentBeforeTheCommit() throws Exception {
        connection.useTransaction(
                tx -> {
                    insert(tx, "one");
                    insert(tx, "two");
                });
        assertThat(one.words()).containsExactly("one", "two");
    }

    @Test
    void whatItBatchesIsUndoneWithTheNestedPartThatItBelongsTo() throws Exception {
        connection.useTransaction(
                tx -> {
                    insert(tx, "before");
                    tx.useTransaction(
                            NESTED,
                            part -> {
                                insert(part, "lost");
                                part.setRollbackOnly();
                            });
                    insert(tx, "later");
                });
        assertThat(one.words()).containsExactly("before", "later");
    }

    @Test
    void showsWhatAnotherLayerHasChanged() throws Exception {
        one.change(OneConnection.insertion("kept"));
        connection.useTransaction(
                tx -> {
                    assertThat(amount(tx)).isEqualTo(1);
                    OneConnection.change(CHANGE, jdbc(tx));
                    assertThat(amount(tx)).isEqualTo(2);
                });
    }

    @Test
    void showsNothingThatANestedPartHasUndone() throws Exception {
        one.change(OneConnection.insertion("kept"));
        connection.useTransaction(
                tx -> {
                    assertThat(amount(tx)).isEqualTo(1);
                    tx.useTransaction(
                            NESTED,
                            part -> {
                                execute(part.session(sessionType), CHANGE);
                                assertThat(amount(part)).isEqualTo(2);
                                part.setRollbackOnly();
                            });
                    assertThat(amount(tx)).isEqualTo(1);
                });
        assertThat(amount()).as("amount in the next transaction").isEqualTo(1);
    }

    @Test
    void laterTransactionsAreShownNothingThatWasRolledBack() throws Exception {
        one.change(OneConnection.insertion("kept"));
        connection.useTransaction(
                tx -> {
                    execute(tx.session(sessionType), CHANGE);
                    assertThat(amount(tx)).isEqualTo(2);
                    tx.setRollbackOnly();
                });
        assertThat(amount()).isEqualTo(1);
    }

    @Test
    void laterTransactionsAreShownWhatAnotherLayerHasChanged() throws Exception {
        one.change(OneConnection.insertion("kept"));
        assertThat(amount()).isEqualTo(1);
        connection.useTransaction(
                tx -> {
                    assertThat(amount(tx)).isEqualTo(1);
                    OneConnection.change(CHANGE, jdbc(tx));
                });
        assertThat(amount()).isEqualTo(2);
    }

    @Test
    void laterTransactionsAreShownWhatAnotherLayerHadChangedBeforeItJoined() throws Exception {
        one.change(OneConnection.insertion("kept"));
        assertThat(amount()).isEqualTo(1);
        connection.useTransaction(
                tx -> {
                    OneConnection.change(CHANGE, jdbc(tx));
                    assertThat(amount(tx)).isEqualTo(2);
                });
        assertThat(amount()).isEqualTo(2);
    }

    @Test
    void itsSessionIsOfNoUseAfterTheEnd() throws Exception {
        S session =
                connection.inTransaction(
                        tx -> {
                            assertThat(count(tx)).isZero();
                            return tx.session(sessionType);
                        });
        assertThatThrownBy(() -> read(session, COUNT)).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> execute(session, OneConnection.insertion("lost")))
                .isInstanceOf(Exception.class);
        assertThat(one.words()).isEmpty();
    }

    @Test
    void itsSessionIsOfNoUseToAnotherThread() throws Exception {
        connection.useTransaction(
                tx -> {
                    assertThat(count(tx)).isZero();
                    S session = tx.session(sessionType);
                    assertThat(elsewhere(() -> read(session, COUNT))).isInstanceOf(Exception.class);
                    assertThat(elsewhere(() -> execute(session, OneConnection.insertion("lost"))))
                            .isInstanceOf(Exception.class);
                    insert(tx, "kept");
                });
        assertThat(one.words()).containsExactly("kept");
    }

    @Test
    void claimsNoMapperThatItDoesNotKnow() {
        connection.useTransaction(
                tx ->
                        assertThatThrownBy(() -> tx.mapper(Unknown.class))
                                .isInstanceOf(UnsupportedAccessException.class));
    }

    private void insert(Transaction tx, String word) throws Exception {
        execute(tx.session(sessionType), OneConnection.insertion(word));
    }

    private static void insertByJdbc(Transaction tx, String word) throws SQLException {
        OneConnection.change(OneConnection.insertion(word), jdbc(tx));
    }

    private static Connection jdbc(Transaction tx) {
        return tx.session(Connection.class);
    }

    private long count(Transaction tx) throws Exception {
        return read(tx.session(sessionType), COUNT);
    }

    private long amount(Transaction tx) throws Exception {
        return read(tx.session(sessionType), AMOUNT);
    }

    private long amount() throws Exception {
        return connection.<Long, Exception>inTransaction(this::amount);
    }

    private static void assertThatTheDriverRefuses(Use use) throws Exception {
        try {
            use.run();
        } catch (Exception e) {
            SQLException refusal =
                    Stream.<Throwable>iterate(e, it -> it != null, Throwable::getCause)
                            .filter(SQLException.class::isInstance)
                            .map(SQLException.class::cast)
                            .findFirst()
                            .orElseThrow(() -> e); // also if the test class says no way to
            assertThat(refusal.getSQLState()).isEqualTo(INVALID_TRANSACTION_TERMINATION);
            return;
        }
        fail("ended nothing, and said nothing of it");
    }

    private static Throwable elsewhere(Use use) throws Exception {
        return CompletableFuture.supplyAsync(() -> catchThrowable(use::run))
                .get(10, TimeUnit.SECONDS);
    }

    /** A use of a session. */
    @FunctionalInterface
    private interface Use {
        void run() throws Exception;
    }

    /** No layer can know it. */
    private interface Unknown {}

    /** What the work throws. */
    private static final class AfterAll extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
