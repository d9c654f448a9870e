package io.dbm.it.property;

import io.dbm.provider.sqlite.SqliteProvider;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.SettingKey;
import java.util.List;

/** The provider of {@code sqlite}, with physical connections that fail as {@link Faults} say. */
public final class BreakableSqliteProvider implements DatabaseProvider {

    private final DatabaseProvider real = new SqliteProvider();

    @Override
    public String type() {
        return "breakable-sqlite";
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
