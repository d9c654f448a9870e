package io.dbm.core.internal.pool;

import io.dbm.PoolStats;
import io.dbm.ServerInfo;
import io.dbm.spi.Backend;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A backend that a provider has made without dbm's pool, lent through a view.
 *
 * @param backend does all the rest
 * @param client lends what that one's lends
 */
record ViewedBackend(Backend<?> backend, DataSource client) implements Backend<DataSource> {

    @Override
    public void ping(Duration timeout) throws Exception {
        backend.ping(timeout);
    }

    @Override
    public ServerInfo describe(Duration timeout) throws Exception {
        return backend.describe(timeout);
    }

    @Override
    public boolean healsItself() {
        return backend.healsItself();
    }

    @Override
    public boolean renewLogins() {
        return backend.renewLogins();
    }

    @Override
    public PoolStats stats() {
        return backend.stats();
    }

    @Override
    public void close() throws Exception {
        backend.close();
    }
}
