package io.dbm.benchmarks.noop;

import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;

/** Opens the database that takes its time to let somebody in. */
public final class SlowProvider implements DatabaseProvider {

    @Override
    public String type() {
        return "slow";
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        SlowDataSource driver = new SlowDataSource();
        return context -> context.pool(driver);
    }
}
