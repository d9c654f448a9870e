package io.dbm.access.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.Test;

/** What plugins and customizers do to Jdbi holds for a handle in a transaction. */
class JoinedPluginsTest {

    private record Word(String text) {}

    @Test
    void itsRowMappersHold() {
        try (DatabaseManager manager =
                H2.connect(
                        jdbi ->
                                jdbi.registerRowMapper(
                                        Word.class,
                                        (row, context) -> new Word(row.getString("text"))))) {
            List<Word> words =
                    manager.connection("main")
                            .inTransaction(
                                    tx -> {
                                        Handle handle = tx.session(Handle.class);
                                        handle.execute("INSERT INTO word VALUES ('mapped')");
                                        return handle.createQuery("SELECT * FROM word")
                                                .mapTo(Word.class)
                                                .list();
                                    });
            assertThat(words).containsExactly(new Word("mapped"));
        }
    }

    /** Sets a variable of H2's on each JDBC connection, and an attribute on each handle. */
    private static final class Marking implements JdbiPlugin {
        @Override
        public Connection customizeConnection(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("SET @mark = 'marked'");
            }
            return connection;
        }

        @Override
        public Handle customizeHandle(Handle handle) {
            handle.define("mark", "marked");
            return handle;
        }
    }

    @Test
    void whatPluginsDoToAConnectionAndToAHandleHolds() {
        try (DatabaseManager manager = H2.connect(jdbi -> jdbi.installPlugin(new Marking()))) {
            NamedConnection connection = manager.connection("main");
            connection.useTransaction(
                    tx -> {
                        Handle handle = tx.session(Handle.class);
                        assertThat(handle.getConfig(SqlStatements.class).getAttribute("mark"))
                                .isEqualTo("marked");
                        assertThat(handle.createQuery("SELECT @mark").mapTo(String.class).one())
                                .isEqualTo("marked");
                    });
        }
    }

    /** Writes down, on a handle of its own, that one is opened. */
    private static final class Journal implements JdbiPlugin {

        private final List<Boolean> ownWereInATransaction = new ArrayList<>();
        private boolean busy;

        @Override
        public Connection customizeConnection(Connection connection) {
            return connection;
        }

        @Override
        public Handle customizeHandle(Handle handle) {
            if (!busy) {
                busy = true;
                try (Handle own = handle.getJdbi().open()) {
                    ownWereInATransaction.add(own.isInTransaction());
                    own.execute("INSERT INTO word VALUES ('opened')");
                } finally {
                    busy = false;
                }
            }
            return handle;
        }
    }

    @Test
    void aHandleThatAPluginOpensMeanwhileTakesNoPart() {
        Journal journal = new Journal();
        try (DatabaseManager manager = H2.connect(jdbi -> {})) {
            NamedConnection connection = manager.connection("main");
            connection.access(Jdbi.class).installPlugin(journal);
            connection.useTransaction(
                    tx -> {
                        Handle handle = tx.session(Handle.class);
                        assertThat(handle.isInTransaction()).isTrue();
                        tx.setRollbackOnly();
                    });
            assertThat(journal.ownWereInATransaction).containsExactly(false);
            List<String> words =
                    connection.database().query("SELECT text FROM word", row -> row.getString(1));
            assertThat(words).startsWith("opened");
            assertThat(connection.stats().pool().inUse()).isZero();
        }
    }

    /** Denies every JDBC connection. */
    private static final class Denying implements JdbiPlugin {
        @Override
        public Connection customizeConnection(Connection connection) throws SQLException {
            throw new SQLException("not today", "28000");
        }
    }

    @Test
    void whatAPluginThrowsArrivesAndTheJdbcConnectionGoesBack() {
        try (DatabaseManager manager = H2.connect(jdbi -> {})) {
            NamedConnection connection = manager.connection("main");
            connection.access(Jdbi.class).installPlugin(new Denying());
            assertThatThrownBy(() -> connection.useTransaction(tx -> tx.session(Handle.class)))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessage("connection 'main': not today");
            assertThatThrownBy(() -> connection.database().update("DELETE FROM word"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessage("connection 'main': not today");
            assertThat(connection.stats().pool().inUse()).isZero();
        }
    }
}
