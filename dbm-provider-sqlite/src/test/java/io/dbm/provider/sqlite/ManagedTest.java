package io.dbm.provider.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import io.dbm.core.Dbm;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A data source that the application has made of the plain driver. */
@Timeout(60)
class ManagedTest {

    @TempDir private Path folder;

    private DatabaseManager manager;
    private NamedConnection legacy;

    @BeforeEach
    void connect() {
        SQLiteDataSource existing = new SQLiteDataSource();
        existing.setUrl("jdbc:sqlite:" + folder.resolve("app.db"));
        manager = Dbm.builder().manage("legacy", "sqlite", existing).load();
        manager.connect();
        legacy = manager.connection("legacy");
        legacy.database().update("create table item (id int primary key)");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private List<Integer> items() {
        return legacy.database().query("select id from item order by id", row -> row.getInt(1));
    }

    @Test
    void aTransactionIsCommittedOrRolledBack() {
        legacy.useTransaction(
                tx -> {
                    tx.database().update("insert into item values (1)");
                    tx.inTransaction(
                            TransactionOptions.defaults().nested(),
                            part -> {
                                part.setRollbackOnly();
                                return part.database().update("insert into item values (2)");
                            });
                });
        legacy.useTransaction(
                tx -> {
                    tx.database().update("insert into item values (3)");
                    tx.setRollbackOnly();
                });
        assertThat(items()).containsExactly(1);
    }

    @Test
    void whatSqliteHasRolledBackIsNotCommittedByHalf() {
        assertThatThrownBy(
                        () ->
                                legacy.useTransaction(
                                        tx -> {
                                            tx.database().update("insert into item values (1)");
                                            assertThatThrownBy(
                                                            () ->
                                                                    tx.database()
                                                                            .update(
                                                                                    "insert or"
                                                                                            + " rollback"
                                                                                            + " into item"
                                                                                            + " values (1)"))
                                                    .isInstanceOf(DataAccessException.class);
                                            tx.database().update("insert into item values (2)");
                                        }))
                .isInstanceOf(TransactionRolledBackException.class);
        assertThat(items()).isEmpty();
    }

    @Test
    void aFailedStatementThatSqliteTakesBackAloneSpoilsNothing() {
        legacy.useTransaction(
                tx -> {
                    tx.database().update("insert into item values (1)");
                    assertThatThrownBy(() -> tx.database().update("insert into item values (1)"))
                            .isInstanceOf(DataAccessException.class);
                    tx.database().update("insert into item values (2)");
                });
        assertThat(items()).containsExactly(1, 2);
    }

    @Test
    void theTimeLimitOfATransactionEndsTheStatementThatRuns() {
        assertThatThrownBy(
                        () ->
                                legacy.useTransaction(
                                        TransactionOptions.defaults()
                                                .timeout(Duration.ofMillis(300)),
                                        tx -> {
                                            tx.database().update("insert into item values (1)");
                                            tx.session(Connection.class)
                                                    .createStatement()
                                                    .executeQuery(Sqlite.COUNT_FOR_EVER)
                                                    .next();
                                        }))
                .isInstanceOf(SQLTimeoutException.class);
        assertThat(items()).isEmpty();
    }

    @Test
    void itIsTheDriversOwnThatIsUnwrapped() throws Exception {
        try (Connection jdbc = legacy.access(DataSource.class).getConnection()) {
            assertThat(jdbc.unwrap(org.sqlite.SQLiteConnection.class))
                    .isNotInstanceOf(PhysicalConnection.class);
        }
    }
}
