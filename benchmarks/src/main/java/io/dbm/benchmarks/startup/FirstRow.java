package io.dbm.benchmarks.startup;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Reads one row, and prints how long this process has lived by then, and its CPU time. */
final class FirstRow {

    private FirstRow() {}

    static void read(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1")) {
            row.next();
            row.getInt(1);
        }
        long now = System.currentTimeMillis();
        long cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
        System.out.println(now - ManagementFactory.getRuntimeMXBean().getStartTime() + " " + cpu);
    }
}
