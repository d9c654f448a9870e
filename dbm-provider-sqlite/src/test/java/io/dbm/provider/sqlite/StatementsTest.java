package io.dbm.provider.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select 1;",
                "select 1; \n-- the end\n/* of it */ ;",
                "select ';', \";\", `;`, [;], 'it''s; so' -- ; \n /* ; */",
                "-- first; \n select 1",
                "/* a; b */ create temp trigger t after insert on item begin select 1; select 2; end",
                "create /* a */ trigger t after insert on item begin select 1; select 2; end",
                "explain query plan create trigger t after insert on item begin select 1; end",
                "select 1 /* ; left open",
                "",
                ";"
            })
    void oneIsNotSeveral(String sql) {
        assertThat(Statements.areSeveral(sql)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; select 2",
                "; select 1; select 2;",
                "select ';'; select 2",
                "select 1; /* now */ select 2",
                "select 'it''s'; x",
            })
    void severalAreNotOne(String sql) {
        assertThat(Statements.areSeveral(sql)).isTrue();
    }

    @Test
    void longTextsAreNoTrouble() {
        String blanks = " ".repeat(1_000_000);
        assertThat(Statements.areSeveral(blanks + ";" + blanks)).isFalse();
        assertThat(Statements.areSeveral("select '" + blanks + "';" + blanks + "x")).isTrue();
        assertThat(Statements.areSeveral("-- x\n".repeat(100_000) + "select 1; select 2")).isTrue();
    }

    @Test
    void severalAreRefusedWhereOnlyTheFirstWouldBeRun(@TempDir Path folder) {
        try (DatabaseManager manager = Sqlite.connect(Sqlite.file(folder))) {
            Sqlite.update(manager, "create table item (id integer primary key)");
            assertThatThrownBy(
                            () ->
                                    Sqlite.update(
                                            manager,
                                            "insert into item values (1); insert into item values"
                                                    + " (2)"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessage(
                            "connection 'db': SQLite prepares one statement at a time, and would"
                                    + " pass over what follows the first: run each by itself");
            Sqlite.update(
                    manager,
                    "create trigger again after insert on item when new.id < 3 begin"
                            + " insert into item values (new.id + 1); select 1; end;");
            Sqlite.update(manager, "insert into item values (1);");
            assertThat(Sqlite.query(manager, "select count(*) from item")).isEqualTo("2");
        }
    }
}
