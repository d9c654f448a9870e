package io.dbm.benchmarks.peer;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import javax.sql.DataSource;

/** dbm, as an application gets it. */
public final class Dbm {

    /** What the one connection is called. */
    public static final String NAME = "target";

    private Dbm() {}

    /**
     * Opens one connection.
     *
     * @param settings of it, in HOCON, beside the pool's size
     */
    public static DatabaseManager open(String settings) {
        Config config =
                ConfigFactory.parseString(
                        """
                        dbmanager.connections.%1$s {
                          max-open-conns = %2$d
                          max-idle-conns = %2$d
                          min-idle-conns = %2$d
                          %3$s
                        }
                        """
                                .formatted(NAME, Pools.SIZE, settings));
        DatabaseManager manager = io.dbm.core.Dbm.load(config);
        manager.connect();
        return manager;
    }

    /** Opens one connection for raw JDBC. */
    public static Opened over(String settings) {
        DatabaseManager manager = open(settings);
        return new Opened(manager.connection(NAME).access(DataSource.class), manager);
    }
}
