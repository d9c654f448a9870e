package io.dbm.it.reference;

import io.dbm.spi.Credentials;
import io.dbm.spi.CredentialsProvider;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.CredentialsSpec;
import io.dbm.spi.Lease;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import java.util.List;
import java.util.Optional;

/** Brings the credentials that stand in its own block. */
public final class WordProvider implements CredentialsProvider {

    private static final SettingKey<String> NAME = SettingKey.string("name", "Who logs in.");
    private static final SettingKey<Secret> WORD = SettingKey.secret("word", "The password.");

    @Override
    public String id() {
        return "word";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(NAME, WORD);
    }

    @Override
    public CredentialsSource configure(CredentialsSpec spec) {
        Optional<String> name = spec.settings().require(NAME);
        Optional<Secret> word = spec.settings().require(WORD);
        return () -> Lease.of(new Credentials(name, word));
    }
}
