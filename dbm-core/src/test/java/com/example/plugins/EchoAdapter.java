package com.example.plugins;

import com.example.plugins.EchoProvider.Echo;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.SettingKey;
import java.util.Optional;

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
        Optional<String> database = spec.connectionSetting(EchoProvider.DATABASE);
        SettingKey<String> undeclared = SettingKey.string("colour", "No key of an echo.");
        return context -> {
            Echo echo = context.client(Echo.class);
            return database.isEmpty() || spec.connectionSetting(undeclared).isPresent()
                    ? echo
                    : text -> database.get() + ": " + echo.say(text);
        };
    }
}
