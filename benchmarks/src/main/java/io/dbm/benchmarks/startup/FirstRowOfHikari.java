package io.dbm.benchmarks.startup;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;

/** Opens HikariCP on an SQLite database in memory. */
public final class FirstRowOfHikari {

    private FirstRowOfHikari() {}

    public static void main(String[] arguments) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:file:one?mode=memory&cache=shared");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            FirstRow.read(pool);
        }
    }
}
