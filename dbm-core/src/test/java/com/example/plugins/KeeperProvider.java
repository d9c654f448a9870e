package com.example.plugins;

import io.dbm.spi.Credentials;
import io.dbm.spi.CredentialsProvider;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.CredentialsSpec;
import io.dbm.spi.Lease;
import io.dbm.spi.SettingKey;
import java.util.List;
import java.util.Optional;

/** Knows one user, who needs no password. */
public final class KeeperProvider implements CredentialsProvider {

    private static final SettingKey<String> WHO = SettingKey.string("who", "The user.");

    @Override
    public String id() {
        return "keeper";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(WHO);
    }

    @Override
    public CredentialsSource configure(CredentialsSpec spec) {
        Optional<String> who = spec.settings().require(WHO);
        return () -> Lease.of(new Credentials(who, Optional.empty()));
    }
}
