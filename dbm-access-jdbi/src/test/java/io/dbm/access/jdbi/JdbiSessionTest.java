package io.dbm.access.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import io.dbm.spi.JdbcSession;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbiSessionTest {

    @TempDir Path folder;
    private DatabaseManager manager;
    private NamedConnection connection;
    private Jdbi jdbi;

    @BeforeEach
    void connect() {
        manager =
                Sqlite.connect(
                        Dbm.builder().config(Sqlite.config(folder, "default-access = jdbi")));
        connection = manager.connection("main");
        jdbi = connection.access(Jdbi.class);
        jdbi.useHandle(handle -> handle.execute("CREATE TABLE word (text TEXT)"));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void keepsWhatWasCommitted() throws SQLException {
        try (JdbcSession session = JdbiSession.open(jdbi, true)) {
            insert(session, "kept");
            session.commit();
        }

        assertThat(words()).containsExactly("kept");
        assertThatTheJdbcConnectionIsBack();
    }

    @Test
    void losesWhatWasRolledBack() throws SQLException {
        try (JdbcSession session = JdbiSession.open(jdbi, true)) {
            insert(session, "lost");
            session.rollback();
        }

        assertThat(words()).isEmpty();
        assertThatTheJdbcConnectionIsBack();
    }

    @Test
    void rollsBackQuietlyWhenItIsClosedWithoutCommit() throws SQLException {
        JdbcSession session = JdbiSession.open(jdbi, true);
        insert(session, "lost");
        session.close();

        assertThat(words()).isEmpty();
        assertThatTheJdbcConnectionIsBack();
    }

    @Test
    void commitsEachStatementOutsideATransaction() throws SQLException {
        try (JdbcSession session = JdbiSession.open(jdbi, false)) {
            assertThat(session.connection().getAutoCommit()).isTrue();
            insert(session, "kept");
        }

        assertThat(words()).containsExactly("kept");
        assertThatTheJdbcConnectionIsBack();
    }

    @Test
    void failsAsThePoolDoesWhenNoConnectionIsFree() {
        try (Handle onlyOne = jdbi.open()) {
            assertThatThrownBy(() -> JdbiSession.open(jdbi, true)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void failsAsTheDriverDoesWhenTheDatabaseRefusesTheCommit() throws SQLException {
        jdbi.useHandle(
                handle -> {
                    handle.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
                    handle.execute(
                            "CREATE TABLE child (id INTEGER REFERENCES parent (id)"
                                    + " DEFERRABLE INITIALLY DEFERRED)");
                });
        JdbcSession session = JdbiSession.open(jdbi, true);
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("INSERT INTO child VALUES (1)");
        }

        assertThatThrownBy(session::commit)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("FOREIGN KEY constraint failed");
        session.close();
        assertThatTheJdbcConnectionIsBack();
    }

    @Test
    void failsAsThePoolDoesWhenTheManagerIsClosed() {
        manager.close();

        assertThatThrownBy(() -> JdbiSession.open(jdbi, false)).isInstanceOf(SQLException.class);
    }

    @Test
    void servesTheDatabase() {
        Database database = connection.database();
        database.update("INSERT INTO word VALUES (?)", "kept");
        assertThatThrownBy(
                        () ->
                                database.useTransaction(
                                        transaction -> {
                                            transaction.update(
                                                    "INSERT INTO word VALUES (?)", "lost");
                                            throw new IllegalStateException("stop");
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stop");

        assertThat(words()).containsExactly("kept");
    }

    @Test
    void givesTheDatabaseTheRowsThatJdbcGivesIt() {
        connection.database().update("INSERT INTO word VALUES (?)", "four");
        connection.database().update("INSERT INTO word VALUES (?)", (Object) null);
        List<List<Object>> rows = rows(connection.database());
        manager.close();

        try (DatabaseManager other =
                Sqlite.connect(
                        Dbm.builder().config(Sqlite.config(folder, "default-access = jdbc")))) {
            assertThat(rows(other.connection("main").database())).hasSize(2).isEqualTo(rows);
        }
    }

    private static List<List<Object>> rows(Database database) {
        return database.query(
                "SELECT text, length(text) FROM word",
                row -> Arrays.asList(row.getObject(1), row.getObject(2)));
    }

    private List<String> words() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT text FROM word").mapTo(String.class).list());
    }

    private static void insert(JdbcSession session, String word) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("INSERT INTO word VALUES ('" + word + "')");
        }
    }

    private void assertThatTheJdbcConnectionIsBack() throws SQLException {
        assertThat(connection.stats().pool().inUse()).isZero();
        try (Handle handle = jdbi.open()) {
            assertThat(handle.getConnection().getAutoCommit()).isTrue();
        }
    }
}
