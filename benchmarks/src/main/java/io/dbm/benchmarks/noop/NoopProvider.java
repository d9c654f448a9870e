package io.dbm.benchmarks.noop;

import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;

/** Opens the database that does nothing. */
public final class NoopProvider implements DatabaseProvider {

    @Override
    public String type() {
        return "noop";
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        NoopDataSource driver = new NoopDataSource();
        return context -> context.pool(driver);
    }
}
