package io.dbm.provider.sqlite;

import io.dbm.PoolStats;
import io.dbm.ServerInfo;
import io.dbm.spi.Backend;
import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;

/** A pool, and the physical connection that keeps its database in memory. */
record AnchoredBackend(Backend<DataSource> pool, Connection anchor) implements Backend<DataSource> {

    @Override
    public DataSource client() {
        return pool.client();
    }

    @Override
    public void ping(Duration timeout) throws Exception {
        pool.ping(timeout);
    }

    @Override
    public ServerInfo describe(Duration timeout) throws Exception {
        return pool.describe(timeout);
    }

    @Override
    public PoolStats stats() {
        return pool.stats();
    }

    @Override
    public void close() throws Exception {
        try (anchor) {
            pool.close();
        }
    }
}
