package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.plugins.MoodyAdapter;
import com.example.plugins.MoodyAdapter.Feeling;
import com.example.plugins.MoodyAdapter.Mood;
import com.example.plugins.MoodyAdapter.Step;
import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.Transaction;
import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.TransactionOutcome;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third party's access layer in a transaction, and what becomes of that when the layer fails. */
class PluginInTransactionTest {

    private static final List<Throwable> FAILURES =
            List.of(new IllegalStateException("moody"), new AssertionError("moody"));

    @TempDir Path folder;
    private DatabaseManager manager;
    private NamedConnection connection;
    private Mood mood;

    @BeforeEach
    void connect() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(AccessAdapter.class.getName()), MoodyAdapter.class.getName());
        manager =
                Dbm.builder()
                        .classLoader(
                                new URLClassLoader(
                                        new URL[] {folder.toUri().toURL()},
                                        getClass().getClassLoader()))
                        .config(
                                Managers.parse(
                                        "dbmanager.connections.a { type = h2, max-open-conns = 1,"
                                                + " acquire-timeout = 2s, database = "
                                                + Managers.freshDatabase()
                                                + " }"))
                        .load();
        manager.connect();
        connection = manager.connection("a");
        connection.database().update("create table word (text varchar(20))");
        mood = connection.access(Mood.class);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void isToldHowItEnded() {
        connection.useTransaction(PluginInTransactionTest::addThroughPluginAndDatabase);
        connection.useTransaction(
                tx -> {
                    addThroughPluginAndDatabase(tx);
                    tx.setRollbackOnly();
                });
        assertThat(mood.outcomes())
                .containsExactly(TransactionOutcome.COMMITTED, TransactionOutcome.ROLLED_BACK);
        assertThatThereAre(2);
    }

    @Test
    void aLayerThatCannotJoinFailsTheCallAndWhatThatMeansIsUpToTheWork() {
        for (Throwable failure : FAILURES) {
            mood.failAt(Step.JOIN, failure);
            assertThatThrownBy(
                            () ->
                                    connection.useTransaction(
                                            PluginInTransactionTest::addThroughPluginAndDatabase))
                    .isSameAs(failure);
        }
        assertThatThereAre(0);
    }

    @Test
    void aLayerThatCannotSendItsBatchFailsTheOthersStatementAndTheWhole() {
        for (Throwable failure : FAILURES) {
            mood.failAt(Step.FLUSH, failure);
            assertThatThrownBy(
                            () ->
                                    connection.useTransaction(
                                            PluginInTransactionTest::addThroughPluginAndDatabase))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessage(
                            "connection 'a': the transaction: what had been batched could not be"
                                    + " sent: moody")
                    .hasRootCause(failure);
            assertRolledBackAlthoughCaught();
        }
    }

    @Test
    void aLayerThatCannotClearItsCacheLeavesTheStatementAloneAndFailsTheWhole() {
        for (Throwable failure : FAILURES) {
            mood.failAt(Step.CLEAR_CACHE, failure);
            assertRolledBackAlthoughCaught();
        }
    }

    private void assertRolledBackAlthoughCaught() {
        assertThatThrownBy(
                        () ->
                                connection.useTransaction(
                                        tx -> {
                                            try {
                                                addThroughPluginAndDatabase(tx);
                                            } catch (DataAccessException e) {
                                                assertThat(tx.isRollbackOnly()).isTrue();
                                            }
                                        }))
                .isInstanceOf(TransactionRolledBackException.class)
                .hasRootCauseMessage("moody");
        assertThatThereAre(0);
    }

    @Test
    void aLayerThatCannotFollowARollbackToASavepointFailsTheWhole() {
        for (Throwable failure : FAILURES) {
            mood.failAt(Step.ROLLED_BACK_TO_SAVEPOINT, failure);
            assertThatThrownBy(
                            () ->
                                    connection.useTransaction(
                                            tx -> {
                                                addThroughPluginAndDatabase(tx);
                                                tx.useTransaction(
                                                        TransactionOptions.defaults().nested(),
                                                        Transaction::setRollbackOnly);
                                            }))
                    .isInstanceOf(TransactionRolledBackException.class)
                    .hasRootCauseMessage("moody");
            assertThatThereAre(0);
        }
    }

    @Test
    void aLayerThatFailsWhenItIsOverChangesNothingAnyMore() {
        int words = 0;
        for (Step step : List.of(Step.COMPLETED, Step.CLOSE)) {
            for (Throwable failure : FAILURES) {
                mood.failAt(step, failure);
                connection.useTransaction(PluginInTransactionTest::addThroughPluginAndDatabase);
                IllegalStateException mine = new IllegalStateException("mine");
                assertThatThrownBy(
                                () ->
                                        connection.useTransaction(
                                                tx -> {
                                                    addThroughPluginAndDatabase(tx);
                                                    throw mine;
                                                }))
                        .isSameAs(mine);
                words += 2;
                assertThatThereAre(words);
            }
        }
    }

    private static void addThroughPluginAndDatabase(Transaction tx) {
        try (Statement statement = tx.session(Feeling.class).connection().createStatement()) {
            statement.execute("insert into word values ('plugin')");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        tx.database().update("insert into word values ('database')");
    }

    private void assertThatThereAre(int words) {
        assertThat(connection.stats().pool().inUse()).isZero();
        assertThat(
                        connection
                                .database()
                                .queryOne("select count(*) from word", row -> row.getInt(1)))
                .contains(words);
    }
}
