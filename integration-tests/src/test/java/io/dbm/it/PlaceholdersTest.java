package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.dbm.DataAccessException;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.TransactionRolledBackException;
import io.dbm.core.Dbm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** As many values as a statement has placeholders, and neither fewer nor more. */
@Timeout(120)
class PlaceholdersTest {

    private static final String ONE_TOO_FEW =
            "connection 'primary': the statement has 2 placeholders and was given 1 parameter";
    private static final String ONE_TOO_MANY =
            "connection 'primary': the statement has 2 placeholders and was given 3 parameters";

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void anotherNumberOfValuesIsRefusedAndNothingIsRun(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            refuses(primary.database());
            assertThat(kind.people(primary)).containsExactly(1);
            assertThat(names(primary.database())).containsExactly("Ada");
        }
    }

    @ParameterizedTest
    @EnumSource
    void inATransactionToo(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            List<String> seen = new ArrayList<>();
            try {
                primary.useTransaction(
                        tx -> {
                            refuses(tx.database());
                            seen.addAll(names(tx.database()));
                        });
            } catch (TransactionRolledBackException e) {
                throw new AssertionError("the server was asked", e);
            }
            assertThat(seen).containsExactly("Ada");
        }
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, jdbc", "SQLITE, jdbi", "SQLITE, mybatis", "POSTGRES, jdbi"})
    void whicheverAccessLayerIsTheDefault(Kind kind, String layer) {
        try (DatabaseManager manager = kind.connect(folder, "default-access = " + layer)) {
            refuses(manager.connection("primary").database());
        }
    }

    @Test
    void inAPoolOfTheApplicationToo() {
        try (HikariDataSource existing = new HikariDataSource()) {
            existing.setJdbcUrl("jdbc:sqlite:" + folder.resolve("app.db"));
            try (DatabaseManager manager =
                    Dbm.builder().manage("primary", "sqlite", existing).load()) {
                manager.connect();
                Database database = manager.connection("primary").database();
                database.update("create table person (id int primary key, full_name text)");
                refuses(database);
                manager.connection("primary").useTransaction(tx -> refusesOne(tx.database()));
            }
        }
    }

    private static void refuses(Database database) {
        database.update("insert into person values (?, ?)", 1, "Ada");
        refusesOne(database);
        String query = "select id from person where id = ? and full_name = ?";
        assertThatThrownBy(() -> database.query(query, row -> row.getInt(1)))
                .isInstanceOf(DataAccessException.class)
                .hasMessage(
                        "connection 'primary': the statement has 2 placeholders and was given 0"
                                + " parameters");
        assertThatThrownBy(() -> database.queryOne(query, row -> row.getInt(1), 1, "Ada", 2))
                .isInstanceOf(DataAccessException.class)
                .hasMessage(ONE_TOO_MANY);
        assertThatThrownBy(
                        () -> database.queryOne("select id from person", row -> row.getInt(1), 5))
                .isInstanceOf(DataAccessException.class)
                .hasMessage(
                        "connection 'primary': the statement has 0 placeholders and was given 1"
                                + " parameter");
    }

    private static void refusesOne(Database database) {
        String update = "update person set id = ?, full_name = ?";
        assertThatThrownBy(() -> database.update(update, 5))
                .isInstanceOfSatisfying(
                        DataAccessException.class,
                        error -> assertThat(error.getCause().getSQLState()).isEqualTo("07001"))
                .hasMessage(ONE_TOO_FEW);
        assertThatThrownBy(() -> database.update(update, 5, "Bo", 6))
                .isInstanceOf(DataAccessException.class)
                .hasMessage(ONE_TOO_MANY);
    }

    private static List<String> names(Database database) {
        return database.query("select full_name from person", row -> row.getString(1));
    }
}
