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
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known of a transaction whose connection breaks. */
@Timeout(60)
@ParameterizedClass
@EnumSource(names = {"POSTGRES", "MSSQL"})
class CommitOutcomeTest {

    @Parameter Kind kind;
    private FaultProxy network;
    private DatabaseManager manager;
    private NamedConnection primary;

    @BeforeEach
    void connect() throws IOException {
        network = kind.network();
        manager = kind.connect(network, "query-timeout = 2s, max-open-conns = 1");
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
                                                network.resetAt(kind.commit(), arrives);
                                            }))
                    .isInstanceOf(UnknownCommitOutcomeException.class)
                    .hasMessageStartingWith(
                            "connection 'primary': the transaction 'pay' may have been committed or"
                                    + " not, since the JDBC connection failed meanwhile: look at the"
                                    + " rows before you run it again; ")
                    .hasCauseInstanceOf(SQLException.class);
            assertThat(runs).hasValue(1);
            network.mend();
            assertThat(kind.people(primary)).containsExactly(1);
        }
    }

    @Test
    void isUnknownIfNoAnswerToTheCommitComes() throws IOException {
        assertThatThrownBy(
                        () ->
                                primary.useTransaction(
                                        tx -> {
                                            tx.database().update(insert(1));
                                            network.becomeBlackHole();
                                        }))
                .isInstanceOf(UnknownCommitOutcomeException.class);
        network.mend();
        network.resetAll(); // so that the server learns that the client has gone
        assertThat(kind.people(primary)).isEmpty();
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
        assertThat(kind.people(primary)).isEmpty();
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
        assertThat(kind.people(primary)).isEmpty();
    }

    @Test
    void isARollbackIfTheManagerWasClosedDuringTheWork() {
        try (DatabaseManager closing =
                kind.connect(network, "shutdown-timeout = 0, max-open-conns = 1")) {
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
        assertThat(kind.people(primary)).isEmpty();
    }

    @Test
    void isACommitIfThePoolIsReplacedDuringTheWork() {
        primary.useTransaction(
                tx -> {
                    tx.database().update(insert(1));
                    primary.reconnect();
                    tx.database().update(insert(2));
                });
        assertThat(kind.people(primary)).containsExactly(1, 2);
    }

    private static String insert(int id) {
        return "insert into person values (" + id + ", 'x')";
    }
}
