package io.dbm.benchmarks.startup;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Opens dbm with an SQLite database in memory. */
public final class FirstRowOfDbm {

    private static final String FILE =
            "dbmanager.connections.one { type = sqlite, filepath = \":memory:\" }";

    private FirstRowOfDbm() {}

    public static void main(String[] arguments) throws SQLException {
        try (DatabaseManager manager = Dbm.load(ConfigFactory.parseString(FILE))) {
            manager.connect();
            FirstRow.read(manager.connection("one").access(DataSource.class));
        }
    }
}
