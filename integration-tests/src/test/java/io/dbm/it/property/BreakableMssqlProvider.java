package io.dbm.it.property;

import io.dbm.provider.mssql.MssqlProvider;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.SettingKey;
import java.util.List;

/** The provider of {@code mssql}, with physical connections that fail as {@link Faults} say. */
public final class BreakableMssqlProvider implements DatabaseProvider {

    private final DatabaseProvider real = new MssqlProvider();

    @Override
    public String type() {
        return "breakable-mssql";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return real.settings();
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        return BreakableDriver.of(real.configure(spec));
    }
}
