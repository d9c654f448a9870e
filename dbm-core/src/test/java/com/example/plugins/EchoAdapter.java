package com.example.plugins;

import com.example.plugins.EchoProvider.Echo;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessContext;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;

/** Hands the client itself to the application. */
public final class EchoAdapter implements AccessAdapter<Echo> {

    @Override
    public String id() {
        return "echo";
    }

    @Override
    public Class<Echo> accessType() {
        return Echo.class;
    }

    @Override
    public Class<?> clientType() {
        return Echo.class;
    }

    @Override
    public AccessLayer<Echo> configure(AccessSpec spec) {
        return (AccessContext context) -> context.client(Echo.class);
    }
}
