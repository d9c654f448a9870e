package com.example.plugins;

import com.example.plugins.DialectAdapter.Dialect;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;

/** Writes SQL as the database wants it. */
public final class DialectAdapter implements AccessAdapter<Dialect> {

    /** What the SQL is written in. */
    public record Dialect(String name) {}

    @Override
    public String id() {
        return "dialect";
    }

    @Override
    public Class<Dialect> accessType() {
        return Dialect.class;
    }

    @Override
    public AccessLayer<Dialect> configure(AccessSpec spec) {
        Dialect dialect = new Dialect(spec.type());
        return context -> dialect;
    }
}
