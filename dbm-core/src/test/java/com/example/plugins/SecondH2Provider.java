package com.example.plugins;

import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;

/** Claims a type that another plugin has. */
public final class SecondH2Provider implements DatabaseProvider {

    @Override
    public String type() {
        return "h2";
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        throw new AssertionError("nobody may choose this one");
    }
}
