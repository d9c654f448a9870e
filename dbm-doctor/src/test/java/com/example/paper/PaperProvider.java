package com.example.paper;

import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.SettingKey;
import java.sql.SQLException;
import java.util.List;

/** Somebody else's plugin, which the tests put into a jar of its own. */
public final class PaperProvider implements DatabaseProvider {

    @Override
    public String type() {
        return "paper";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of();
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        return context -> {
            throw new SQLException("paper does not answer", "08001");
        };
    }
}
