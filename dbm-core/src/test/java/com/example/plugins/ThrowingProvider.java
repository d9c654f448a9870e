package com.example.plugins;

import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;

/** Breaks its word: throws where it should record a mistake. */
public final class ThrowingProvider implements DatabaseProvider {

    @Override
    public String type() {
        return "throwing";
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        throw new IllegalStateException("password=hunter2");
    }
}
