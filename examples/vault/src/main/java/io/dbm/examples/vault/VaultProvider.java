package io.dbm.examples.vault;

import io.dbm.spi.CredentialsProvider;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.CredentialsSpec;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Has Vault's database secrets engine lend a user: {@code credentials { provider = vault, … }}. */
public final class VaultProvider implements CredentialsProvider {

    private static final SettingKey<String> URL =
            SettingKey.string("url", "Where Vault is, such as `https://vault:8200`.");
    private static final SettingKey<String> PATH =
            SettingKey.string("path", "What is read there, such as `database/creds/app`.");
    private static final SettingKey<Secret> TOKEN = SettingKey.secret("token", "Who asks.");
    private static final SettingKey<String> TOKEN_FILE =
            SettingKey.string("token-file", "The file that holds the token; read for each lease.");

    @Override
    public String id() {
        return "vault";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(URL, PATH, TOKEN, TOKEN_FILE);
    }

    @Override
    public CredentialsSource configure(CredentialsSpec spec) {
        Settings settings = spec.settings();
        Optional<Secret> token = settings.get(TOKEN);
        Optional<Path> file = settings.get(TOKEN_FILE).map(Path::of);
        if (token.isPresent() == file.isPresent()) {
            settings.reject(TOKEN_FILE, "write either this or 'token'");
        }
        return new VaultRole(address(settings), new Token(token, file));
    }

    private static URI address(Settings settings) {
        String url = settings.require(URL).orElse("");
        String path = settings.require(PATH).orElse("");
        try {
            return URI.create(url + "/v1/" + path);
        } catch (IllegalArgumentException e) {
            settings.reject(URL, "with 'path' is no address");
            return URI.create(""); // not used then
        }
    }
}
