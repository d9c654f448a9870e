package io.dbm.provider.sqlite;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** Short ways to a manager of one connection, {@code db}, and to a value in it. */
final class Sqlite {

    /** A query that would count for ever. */
    static final String COUNT_FOR_EVER =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM"
                    + " n";

    /** A query whose rows never end. */
    static final String ROWS_FOR_EVER =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";

    private Sqlite() {}

    /** Reads {@code key = value} lines of the connection. */
    static DatabaseManager load(String settings) {
        Config config =
                ConfigFactory.parseString(
                        "dbmanager.connections.db {\ntype = sqlite\n" + settings + "\n}",
                        ConfigParseOptions.defaults().setOriginDescription("app.conf"));
        return Dbm.load(config);
    }

    static DatabaseManager connect(String settings) {
        DatabaseManager manager = load(settings);
        manager.connect();
        return manager;
    }

    /** Returns the line of a text or path. */
    static String line(String key, Object value) {
        return key + " = " + ConfigValueFactory.fromAnyRef(value.toString()).render() + "\n";
    }

    static String file(Path directory) {
        return line("filepath", directory.resolve("app.db"));
    }

    static DataSource dataSource(DatabaseManager manager) {
        return manager.connection("db").access(DataSource.class);
    }

    static void update(DatabaseManager manager, String sql) {
        manager.connection("db").database().update(sql);
    }

    static String query(DatabaseManager manager, String sql) {
        return manager.connection("db")
                .database()
                .queryOne(sql, row -> row.getString(1))
                .orElseThrow();
    }

    static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }

    /** Waits for a condition that another thread will bring about. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("the condition did not come true");
            }
            Thread.sleep(2);
        }
    }
}
