package io.dbm.benchmarks.peer;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.DataSourceConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/** Commons DBCP2. */
public final class Dbcp {

    private Dbcp() {}

    /** Opens it over a driver. */
    @SuppressWarnings("resource") // closing what is returned closes the pool
    public static Opened over(DataSource driver) throws SQLException {
        GenericObjectPoolConfig<PoolableConnection> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(Pools.SIZE);
        config.setMaxIdle(Pools.SIZE);
        config.setMinIdle(Pools.SIZE);
        config.setMaxWait(Duration.ofSeconds(10));
        PoolableConnectionFactory connections =
                new PoolableConnectionFactory(new DataSourceConnectionFactory(driver), null);
        GenericObjectPool<PoolableConnection> pool = new GenericObjectPool<>(connections, config);
        connections.setPool(pool);
        PoolingDataSource<PoolableConnection> source = new PoolingDataSource<>(pool);
        return new Opened(source, source);
    }
}
