package io.dbm.access.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.SqlObject;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlObjectTest {

    /** A SQL object. */
    interface Words extends SqlObject {

        @SqlUpdate("INSERT INTO word VALUES (?)")
        void add(String word);

        @SqlQuery("SELECT text FROM word ORDER BY text")
        List<String> all();

        default void addBoth(String one, String two) {
            add(one);
            add(two);
        }

        @Transaction
        default void addBothOrNone(String one, String two) {
            add(one);
            add(two);
            if (one.equals(two)) {
                throw new IllegalArgumentException("twice the same");
            }
        }

        @Transaction
        @SqlUpdate("DELETE FROM word")
        void clear();
    }

    private DatabaseManager manager;
    private NamedConnection connection;

    @BeforeEach
    void connect() {
        manager = H2.connect(jdbi -> jdbi.installPlugin(new SqlObjectPlugin()));
        connection = manager.connection("main");
    }

    @AfterEach
    void close() {
        int inUse = connection.stats().pool().inUse();
        manager.close();
        assertThat(inUse).isZero();
    }

    @Test
    void isOnTheHandleOfTheTransaction() {
        connection.useTransaction(
                tx -> {
                    Words words = tx.mapper(Words.class);
                    assertThat(words.getHandle()).isSameAs(tx.session(Handle.class));
                    words.add("one");
                    tx.database().update("INSERT INTO word VALUES (?)", "two");
                    assertThat(words.all()).containsExactly("one", "two");
                    tx.setRollbackOnly();
                });
        assertThat(words()).isEmpty();
    }

    @Test
    void itsMethodsWithABodyJoin() {
        connection.useTransaction(
                tx -> {
                    tx.mapper(Words.class).addBoth("one", "two");
                    assertThat(words()).as("words that others see").isEmpty();
                });
        assertThat(words()).containsExactly("one", "two");
    }

    @Test
    void itsTransactionsJoin() {
        connection.useTransaction(
                tx -> {
                    Words words = tx.mapper(Words.class);
                    words.add("lost");
                    words.clear();
                    words.addBothOrNone("one", "two");
                    assertThat(words()).as("words that others see").isEmpty();
                    tx.setRollbackOnly();
                });
        assertThat(words()).isEmpty();
    }

    @Test
    void whatItThrowsRollsTheWholeBack() {
        assertThatThrownBy(
                        () ->
                                connection.useTransaction(
                                        tx -> tx.mapper(Words.class).addBothOrNone("one", "one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("twice the same")
                .hasNoSuppressedExceptions();
        assertThat(words()).isEmpty();
    }

    @Test
    void canBeHadAgainAfterItsHandleWasClosed() {
        connection.useTransaction(
                tx -> {
                    tx.mapper(Words.class).add("one");
                    tx.session(Handle.class).close();
                    tx.mapper(Words.class).add("two");
                });
        assertThat(words()).containsExactly("one", "two");
    }

    @Test
    void outsideOfATransactionEachOfItsCallsIsOne() {
        Words words = connection.mapper(Words.class);
        assertThatThrownBy(() -> words.addBothOrNone("one", "one"))
                .isInstanceOf(IllegalArgumentException.class);
        words.addBoth("one", "two");
        assertThat(words()).containsExactly("one", "two");
    }

    private List<String> words() {
        return connection
                .database()
                .query("SELECT text FROM word ORDER BY text", row -> row.getString(1));
    }
}
