package io.dbm.benchmarks.peer;

import javax.sql.DataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;

/** Tomcat's JDBC pool. */
public final class Tomcat {

    private Tomcat() {}

    /** Opens it over a driver. */
    public static Opened over(DataSource driver) {
        PoolProperties properties = new PoolProperties();
        properties.setDataSource(driver);
        properties.setInitialSize(Pools.SIZE);
        properties.setMinIdle(Pools.SIZE);
        properties.setMaxIdle(Pools.SIZE);
        properties.setMaxActive(Pools.SIZE);
        properties.setMaxWait(10_000);
        org.apache.tomcat.jdbc.pool.DataSource pool =
                new org.apache.tomcat.jdbc.pool.DataSource(properties);
        return new Opened(pool, pool::close);
    }
}
