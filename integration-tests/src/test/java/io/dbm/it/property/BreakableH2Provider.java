package io.dbm.it.property;

import com.example.h2.H2Provider;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.SettingKey;
import java.util.List;

/** The provider of {@code h2}, with physical connections that fail as {@link Faults} say. */
public final class BreakableH2Provider implements DatabaseProvider {

    private final DatabaseProvider real = new H2Provider();

    @Override
    public String type() {
        return "breakable-h2";
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
