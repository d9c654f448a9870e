package com.example.plugins;

import io.dbm.spi.CredentialsProvider;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.CredentialsSpec;
import io.dbm.spi.Extension;
import io.dbm.spi.ExtensionSpec;
import io.dbm.spi.ManagerExtension;
import io.dbm.spi.SettingKey;
import java.util.List;

/** A plugin of two kinds. */
public final class VaultPlugin implements CredentialsProvider, ManagerExtension {

    @Override
    public String id() {
        return "vault";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of();
    }

    @Override
    public CredentialsSource configure(CredentialsSpec spec) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Extension configure(ExtensionSpec spec) {
        throw new UnsupportedOperationException();
    }
}
