package io.dbm.benchmarks.health;

import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;

/** Opens databases that do nothing, and may fall into a black hole. */
public final class PulseProvider implements DatabaseProvider {

    @Override
    public String type() {
        return "pulse";
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        Pulse driver = Pulse.of(spec.name(), spec.limits().connectTimeout());
        return context -> context.pool(driver);
    }
}
