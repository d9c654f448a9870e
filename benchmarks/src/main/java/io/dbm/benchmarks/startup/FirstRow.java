package io.dbm.benchmarks.startup;

import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Reads one row from an SQLite database in memory, and prints the CPU time that the process has
 * used by then, the JIT's included.
 */
public final class FirstRow {

    private FirstRow() {}

    /** Takes {@code dbm} or {@code hikari}. */
    public static void main(String[] arguments) throws SQLException {
        if (arguments[0].equals("dbm")) {
            try (DatabaseManager manager =
                    Dbm.load(
                            ConfigFactory.parseString(
                                    "dbmanager.connections.one { type = sqlite, filepath ="
                                            + " \":memory:\" }"))) {
                manager.connect();
                read(manager.connection("one").access(DataSource.class));
            }
        } else {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl("jdbc:sqlite:file:one?mode=memory&cache=shared");
            try (HikariDataSource pool = new HikariDataSource(config)) {
                read(pool);
            }
        }
    }

    private static void read(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1")) {
            row.next();
            row.getInt(1);
        }
        System.out.println(
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
    }
}
