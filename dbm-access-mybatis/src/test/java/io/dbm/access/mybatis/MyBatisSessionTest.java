package io.dbm.access.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.spi.JdbcSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MyBatisSessionTest {

    private Application application;
    private DatabaseManager manager;
    private NamedConnection connection;
    private SqlSessionFactory factory;

    @BeforeEach
    void connect(@TempDir Path folder) throws IOException {
        application = new Application(folder);
        manager = application.connect("mappers = [io.dbm.access.mybatis.Words]");
        connection = manager.connection("main");
        factory = connection.access(SqlSessionFactory.class);
    }

    @AfterEach
    void close() throws IOException {
        manager.close();
        application.close();
    }

    @Test
    void keepsWhatWasCommitted() throws SQLException {
        try (JdbcSession session = MyBatisSession.open(factory, true)) {
            execute(session, "INSERT INTO word (text) VALUES ('kept')");
            session.commit();
        }

        assertThat(words()).containsExactly("kept");
        assertThatTheJdbcConnectionIsBack();
    }

    @Test
    void losesWhatWasRolledBack() throws SQLException {
        try (JdbcSession session = MyBatisSession.open(factory, true)) {
            execute(session, "INSERT INTO word (text) VALUES ('lost')");
            session.rollback();
        }

        assertThat(words()).isEmpty();
        assertThatTheJdbcConnectionIsBack();
    }

    @Test
    void losesWhatWasNotCommittedWhenItIsClosed() throws SQLException {
        JdbcSession session = MyBatisSession.open(factory, true);
        execute(session, "INSERT INTO word (text) VALUES ('lost')");
        session.close();

        assertThat(words()).isEmpty();
        assertThatTheJdbcConnectionIsBack();
    }

    @Test
    void commitsEachStatementOutsideATransaction() throws SQLException {
        try (JdbcSession session = MyBatisSession.open(factory, false)) {
            assertThat(session.connection().getAutoCommit()).isTrue();
            execute(session, "INSERT INTO word (text) VALUES ('kept')");
        }

        assertThat(words()).containsExactly("kept");
        assertThatTheJdbcConnectionIsBack();
    }

    @Test
    void failsAsThePoolDoesWhenNoConnectionIsFree() {
        try (SqlSession onlyOne = factory.openSession()) {
            assertThat(onlyOne.getConnection()).isNotNull();

            assertThatThrownBy(() -> MyBatisSession.open(factory, true))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void failsAsThePoolDoesWhenTheManagerIsClosed() {
        manager.close();

        assertThatThrownBy(() -> MyBatisSession.open(factory, false))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void failsAsTheDriverDoesWhenTheDatabaseRefusesTheCommit() throws SQLException {
        JdbcSession session = MyBatisSession.open(factory, true);
        execute(session, "CREATE TABLE parent (id INTEGER PRIMARY KEY)");
        execute(
                session,
                "CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY"
                        + " DEFERRED)");
        execute(session, "INSERT INTO child VALUES (1)");

        assertThatThrownBy(session::commit)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("FOREIGN KEY constraint failed");
        session.close();
        assertThatTheJdbcConnectionIsBack();
    }

    @Test
    void servesTheDatabase() {
        Database database = connection.database();
        database.update("INSERT INTO word (text) VALUES (?)", "kept");
        assertThatThrownBy(
                        () ->
                                database.useTransaction(
                                        transaction -> {
                                            transaction.update(
                                                    "INSERT INTO word (text) VALUES (?)", "lost");
                                            throw new IllegalStateException("stop");
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stop");

        assertThat(words()).containsExactly("kept");
    }

    @Test
    void givesTheDatabaseTheRowsThatJdbcGivesIt() {
        connection.database().update("INSERT INTO word VALUES (?, ?)", "five", 4);
        connection.database().update("INSERT INTO word VALUES (?, ?)", null, null);
        List<List<Object>> rows = rows(connection.database());
        manager.close();

        try (DatabaseManager other = application.with("", "jdbc").load()) {
            other.connect();
            assertThat(rows(other.connection("main").database())).hasSize(2).isEqualTo(rows);
        }
    }

    private static List<List<Object>> rows(Database database) {
        return database.query(
                "SELECT text, word_length FROM word",
                row -> Arrays.asList(row.getObject(1), row.getObject(2)));
    }

    @Test
    void aCommittedRowOfAnInsertThatReturnsItIsKept() throws SQLException {
        try (SqlSession session = factory.openSession()) {
            assertThat(session.getMapper(Words.class).addReturning("kept")).isEqualTo("kept");
            session.commit();
        }

        assertThat(words()).containsExactly("kept");
        assertThatTheJdbcConnectionIsBack();
    }

    private List<String> words() {
        try (SqlSession session = factory.openSession()) {
            return session.getMapper(Words.class).all();
        }
    }

    private static void execute(JdbcSession session, String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private void assertThatTheJdbcConnectionIsBack() throws SQLException {
        assertThat(connection.stats().pool().inUse()).isZero();
        try (JdbcSession session = MyBatisSession.open(factory, false)) {
            assertThat(session.connection().getAutoCommit()).isTrue();
        }
    }
}
