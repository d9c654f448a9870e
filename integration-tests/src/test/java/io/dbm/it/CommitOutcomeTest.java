package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultProxy;
import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import io.dbm.UnknownCommitOutcomeException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a transaction whose connection breaks, on PostgreSQL. */
@Timeout(60)
class CommitOutcomeTest {

    @TempDir Path folder;
    private FaultProxy network;
    private DatabaseManager manager;
    private NamedConnection primary;

    @BeforeEach
    void connect() throws IOException {
        network = new FaultProxy(TestPostgres.port());
        manager =
                Kind.POSTGRES.connect(
                        folder, "query-timeout = 2s, max-open-conns = 1, port = " + network.port());
        primary = manager.connection("primary");
    }

    @AfterEach
    void close() throws IOException {
        manager.close();
        network.close();
    }

    @Test
    void isUnknownIfTheConnectionBreaksAtTheCommitWhetherThatArrivedOrNot() {
        for (boolean arrives : List.of(true, false)) {
            AtomicInteger runs = new AtomicInteger();
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            TransactionOptions.defaults().name("pay").retry(5),
                                            tx -> {
                                                runs.incrementAndGet();
                                                tx.database().update("delete from person");
                                                tx.database().update(insert(arrives ? 1 : 2));
                                                network.resetAt("COMMIT", arrives);
                                            }))
                    .isInstanceOf(UnknownCommitOutcomeException.class)
                    .hasMessageStartingWith(
                            "connection 'primary': the transaction 'pay' may have been committed or"
                                    + " not, since the JDBC connection failed meanwhile: look at the"
                                    + " rows before you run it again; ")
                    .hasCauseInstanceOf(SQLException.class);
            assertThat(runs).hasValue(1);
            network.mend();
            assertThat(Kind.POSTGRES.people(primary)).containsExactly(1);
        }
    }

    @Test
    void isUnknownIfNoAnswerToTheCommitComes() {
        assertThatThrownBy(
                        () ->
                                primary.useTransaction(
                                        tx -> {
                                            tx.database().update(insert(1));
                                            network.becomeBlackHole();
                                        }))
                .isInstanceOf(UnknownCommitOutcomeException.class);
        network.mend();
        assertThat(Kind.POSTGRES.people(primary)).isEmpty();
    }

    @Test
    void isARollbackIfTheConnectionBrokeBefore() {
        assertThatThrownBy(
                        () ->
                                primary.useTransaction(
                                        tx -> {
                                            tx.database().update(insert(1));
                                            network.resetAll();
                                            assertThatThrownBy(
                                                            () -> tx.database().update(insert(2)))
                                                    .isInstanceOf(DataAccessException.class);
                                            assertThat(tx.isRollbackOnly()).isTrue();
                                        }))
                .isInstanceOf(TransactionRolledBackException.class)
                .hasMessage(
                        "connection 'primary': the transaction was rolled back: its JDBC connection"
                                + " broke")
                .hasCauseInstanceOf(SQLException.class);
        assertThat(Kind.POSTGRES.people(primary)).isEmpty();
    }

    @Test
    void isARollbackThatIsNotedIfTheWorkFailsOfTheBrokenConnection() {
        assertThatThrownBy(
                        () ->
                                primary.useTransaction(
                                        tx -> {
                                            network.resetAll();
                                            tx.database().update(insert(1));
                                        }))
                .isInstanceOf(DataAccessException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(Kind.POSTGRES.people(primary)).isEmpty();
    }

    @Test
    void isARollbackIfTheDatabaseRefusesTheCommit() {
        primary.database()
                .update("alter table person add unique (full_name) deferrable initially deferred");
        assertThatThrownBy(
                        () ->
                                primary.useTransaction(
                                        tx -> {
                                            tx.database().update(insert(1));
                                            tx.database().update(insert(2));
                                        }))
                .isInstanceOfSatisfying(
                        DataAccessException.class,
                        refused -> assertThat(refused.getCause().getSQLState()).isEqualTo("23505"));
        assertThat(Kind.POSTGRES.people(primary)).isEmpty();
    }

    @Test
    void isARollbackIfAStatementHadFailedAndThatWasCaught() {
        assertThatThrownBy(
                        () ->
                                primary.useTransaction(
                                        tx -> {
                                            tx.database().update(insert(1));
                                            assertThatThrownBy(
                                                            () -> tx.database().update(insert(1)))
                                                    .isInstanceOf(DataAccessException.class);
                                        }))
                .isInstanceOf(TransactionRolledBackException.class)
                .hasMessage(
                        "connection 'primary': the transaction was rolled back: a statement had"
                                + " failed and the database gave it up: let that failure through,"
                                + " or run the statement with nested()")
                .satisfies(
                        failure ->
                                assertThat(failure.getCause())
                                        .hasMessageContaining("duplicate key"));
        assertThat(Kind.POSTGRES.people(primary)).isEmpty();
    }

    @Test
    void isARollbackIfTheManagerWasClosedDuringTheWork() {
        try (DatabaseManager closing =
                Kind.POSTGRES.connect(folder, "shutdown-timeout = 0, max-open-conns = 1")) {
            assertThatThrownBy(
                            () ->
                                    closing.connection("primary")
                                            .useTransaction(
                                                    tx -> {
                                                        tx.database().update(insert(1));
                                                        closing.close();
                                                    }))
                    .isInstanceOf(TransactionRolledBackException.class)
                    .hasMessage(
                            "connection 'primary': the transaction was rolled back: its JDBC"
                                    + " connection was closed");
        }
        assertThat(Kind.POSTGRES.people(primary)).isEmpty();
    }

    @Test
    void isACommitIfThePoolIsReplacedDuringTheWork() {
        primary.useTransaction(
                tx -> {
                    tx.database().update(insert(1));
                    primary.reconnect();
                    tx.database().update(insert(2));
                });
        assertThat(Kind.POSTGRES.people(primary)).containsExactly(1, 2);
    }

    private static String insert(int id) {
        return "insert into person values (" + id + ", 'x')";
    }
}
