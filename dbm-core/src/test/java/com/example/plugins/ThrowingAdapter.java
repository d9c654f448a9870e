package com.example.plugins;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;

/** Breaks its word: throws where it should record a mistake. */
public final class ThrowingAdapter implements AccessAdapter<StringBuilder> {

    @Override
    public String id() {
        return "throwing";
    }

    @Override
    public Class<StringBuilder> accessType() {
        return StringBuilder.class;
    }

    @Override
    public AccessLayer<StringBuilder> configure(AccessSpec spec) {
        throw new IllegalStateException("password=hunter2");
    }
}
