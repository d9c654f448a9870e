package io.dbm.benchmarks.peer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import io.dbm.benchmarks.noop.NoopDataSource;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** HikariCP. */
public final class Hikari {

    private Hikari() {}

    /** Opens it over a driver. */
    public static Opened over(DataSource driver) {
        return open(settings(driver));
    }

    /** Opens it behind something else. */
    public static Opened behind(UnaryOperator<DataSource> wrapper) {
        Opened pool = over(new NoopDataSource());
        return new Opened(wrapper.apply(pool.dataSource()), pool.owner());
    }

    /** Opens it with a tracker of metrics. */
    public static Opened trackedBy(IMetricsTracker tracker) {
        HikariConfig config = settings(new NoopDataSource());
        config.setMetricsTrackerFactory((pool, stats) -> tracker);
        return open(config);
    }

    private static HikariConfig settings(DataSource driver) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(driver);
        config.setMaximumPoolSize(Pools.SIZE);
        config.setMinimumIdle(Pools.SIZE);
        config.setConnectionTimeout(10_000);
        config.setKeepaliveTime(0);
        return config;
    }

    private static Opened open(HikariConfig config) {
        // Made with its settings, it keeps the pool in a final field; made without, in a volatile
        // one.
        HikariDataSource pool = new HikariDataSource(config);
        return new Opened(pool, pool);
    }
}
