package io.dbm.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.PoolStats;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose pool lends one JDBC connection, and an empty table on it, {@code
 * dbm_contract}.
 */
final class OneConnection implements AutoCloseable {

    private final DatabaseManager manager;
    private final NamedConnection connection;
    private final DataSource pool;

    private OneConnection(DatabaseManager manager) {
        this.manager = manager;
        this.connection = Managers.connection(manager);
        this.pool = connection.access(DataSource.class);
    }

    static OneConnection open(String settings, String more) throws SQLException {
        return of(
                Managers.connect(
                        "acquire-timeout = 5s",
                        settings,
                        "max-open-conns = 1, shutdown-timeout = 1s",
                        more));
    }

    /** Takes a manager that is connected, and closes it at the end. */
    static OneConnection of(DatabaseManager manager) throws SQLException {
        OneConnection opened = new OneConnection(manager);
        try {
            opened.dropTable();
            opened.change("CREATE TABLE dbm_contract (word VARCHAR(20), amount INTEGER)");
            return opened;
        } catch (SQLException | RuntimeException | Error e) {
            try (opened) {
                throw e;
            }
        }
    }

    /** Returns a statement that adds a word. */
    static String insertion(String word) {
        return "INSERT INTO dbm_contract VALUES ('" + word + "', 1)";
    }

    static void change(String sql, Connection jdbc) throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            statement.execute(sql);
        }
    }

    static List<@Nullable String> words(Connection jdbc) throws SQLException {
        List<@Nullable String> words = new ArrayList<>();
        try (Statement statement = jdbc.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT word FROM dbm_contract ORDER BY word")) {
            while (rows.next()) {
                words.add(rows.getString(1));
            }
        }
        return words;
    }

    NamedConnection connection() {
        return connection;
    }

    PoolStats stats() {
        return connection.stats().pool();
    }

    void change(String sql) throws SQLException {
        try (Connection jdbc = pool.getConnection()) {
            change(sql, jdbc);
        }
    }

    /** Returns the words in the table as plain JDBC sees them, on a connection of the pool. */
    List<@Nullable String> words() throws SQLException {
        try (Connection jdbc = pool.getConnection()) {
            return words(jdbc);
        }
    }

    void assertThatEverythingIsReturned() throws SQLException {
        assertThat(stats().inUse()).as("connections in use").isZero();
        try (Connection next = pool.getConnection()) {
            assertThat(next.getAutoCommit()).as("autocommit of the next borrower").isTrue();
        }
    }

    private void dropTable() {
        try {
            change("DROP TABLE dbm_contract");
        } catch (SQLException e) {
            // there is none, or nobody is left to drop it
        }
    }

    @Override
    public void close() {
        try (manager) {
            if (stats().inUse() == 0) {
                dropTable();
            }
        }
    }
}
