package io.dbm.benchmarks.peer;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        return open(settings, builder -> builder);
    }

    /**
     * Opens one connection.
     *
     * @param more is told the builder
     */
    public static DatabaseManager open(
            String settings, UnaryOperator<io.dbm.core.Dbm.Builder> more) {
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
        DatabaseManager manager = more.apply(io.dbm.core.Dbm.builder().config(config)).load();
        manager.connect();
        return manager;
    }

    /**
     * Opens several connections that are alike but for their names.
     *
     * @param settings of each, in HOCON; its physical connections follow when they are borrowed
     */
    public static DatabaseManager openAll(int connections, String settings) {
        String all =
                IntStream.range(0, connections)
                        .mapToObj(each -> NAME + "-" + each + " { " + settings + " }")
                        .collect(Collectors.joining("\n"));
        Config config = ConfigFactory.parseString("dbmanager.connections {\n" + all + "\n}");
        DatabaseManager manager = io.dbm.core.Dbm.builder().config(config).load();
        manager.connect();
        return manager;
    }

    /** Opens one connection for raw JDBC. */
    public static Opened over(String settings) {
        return over(settings, builder -> builder);
    }

    /**
     * Opens one connection for raw JDBC.
     *
     * @param more is told the builder
     */
    public static Opened over(String settings, UnaryOperator<io.dbm.core.Dbm.Builder> more) {
        DatabaseManager manager = open(settings, more);
        return new Opened(manager.connection(NAME).access(DataSource.class), manager);
    }
}
