package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DataAccessException;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.TransactionMisuseException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    private final DatabaseManager manager =
            Managers.connect(
                    "dbmanager.connections.a { type = h2, max-open-conns = 1, database = "
                            + Managers.freshDatabase()
                            + " }");
    private final NamedConnection connection = manager.connection("a");
    private final Database database = connection.database();

    @BeforeEach
    void createTable() {
        database.update("create table person (id int primary key, name varchar(20))");
    }

    @AfterEach
    void nothingIsLeftBorrowed() {
        assertThat(connection.stats().pool().inUse()).isZero();
        manager.close();
    }

    @Test
    void rowsAreMappedInOrder() {
        assertThat(database.update("insert into person values (?, ?), (?, ?)", 2, "Bo", 1, "Al"))
                .isEqualTo(2);
        assertThat(database.query("select name from person order by id", row -> row.getString(1)))
                .containsExactly("Al", "Bo");
        assertThat(
                        database.queryOne(
                                "select name from person where id = ?", row -> row.getString(1), 2))
                .contains("Bo");
    }

    @Test
    void noRowAndANullAreEmptyAndTwoRowsAreAnError() {
        database.update("insert into person values (1, ?), (2, ?)", null, "Bo");
        assertThat(database.queryOne("select name from person where id = 9", r -> r.getString(1)))
                .isEmpty();
        assertThat(database.queryOne("select name from person where id = 1", r -> r.getString(1)))
                .isEmpty();
        assertThatThrownBy(
                        () -> database.queryOne("select name from person", row -> row.getString(1)))
                .isInstanceOf(DataAccessException.class)
                .hasMessage("connection 'a': more than one row was found");
    }

    @Test
    void whatTheDatabaseRefusesIsADataAccessException() {
        assertThatThrownBy(() -> database.update("insert into nowhere values (1)"))
                .isInstanceOfSatisfying(
                        DataAccessException.class,
                        error -> assertThat(error.getCause().getSQLState()).isEqualTo("42S02"))
                .hasMessageStartingWith("connection 'a': Table \"NOWHERE\" not found");
    }

    @Test
    void aTransactionCommitsWhatItsWorkDidWhenThatReturns() {
        int added =
                database.inTransaction(
                        tx -> {
                            tx.update("insert into person values (1, 'Al')");
                            return tx.update("insert into person values (2, 'Bo')");
                        });
        assertThat(added).isEqualTo(1);
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void aTransactionRollsBackWhenItsWorkThrowsAndLetsTheExceptionThrough() {
        IOException failure = new IOException("disk on fire");
        assertThatThrownBy(
                        () ->
                                database.useTransaction(
                                        tx -> {
                                            tx.update("insert into person values (1, 'Al')");
                                            throw failure;
                                        }))
                .isSameAs(failure);
        assertThat(count()).isZero();
    }

    @Test
    void aNestedCallJoinsAndADatabaseIsOfNoUseAfterItsTransaction() {
        AtomicReference<Database> leaked = new AtomicReference<>();
        assertThatThrownBy(
                        () ->
                                database.useTransaction(
                                        tx -> {
                                            leaked.set(tx);
                                            tx.useTransaction(
                                                    inner ->
                                                            inner.update(
                                                                    "insert into person values (1,"
                                                                            + " 'Al')"));
                                            throw new IllegalStateException("after all");
                                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(count()).isZero();
        assertThatThrownBy(() -> leaked.get().update("insert into person values (3, 'Cy')"))
                .isInstanceOf(TransactionMisuseException.class)
                .hasMessage(
                        "connection 'a': the transaction has ended: what comes from it can be used"
                                + " until its work returns");
    }

    private int count() {
        return database.queryOne("select count(*) from person", row -> row.getInt(1)).orElseThrow();
    }
}
