package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.TransactionRolledBackException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a transaction that PostgreSQL does not commit. */
@Timeout(60)
class RefusedCommitTest {

    @TempDir Path folder;
    private DatabaseManager manager;
    private NamedConnection primary;

    @BeforeEach
    void connect() {
        manager = Kind.POSTGRES.connect(folder, "max-open-conns = 1");
        primary = manager.connection("primary");
    }

    @AfterEach
    void close() {
        manager.close();
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

    private static String insert(int id) {
        return "insert into person values (" + id + ", 'x')";
    }
}
