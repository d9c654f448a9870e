package io.dbm.core.internal.config;

import io.dbm.core.internal.failure.Redaction;
import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Credentials;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.Limits;
import io.dbm.spi.Secret;
import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a provider is told of a connection, and what it states of one. */
final class ProviderSpec implements ConnectionSpec {

    private static final Pattern SECRET_NAME =
            Pattern.compile(
                    "pass(word|phrase)|pwd|secret|(token|clientkey)$", Pattern.CASE_INSENSITIVE);

    private final String name;
    private final DatabaseProvider provider;
    private final LayeredSettings settings;
    private final Limits limits;
    private Credentials fromDsn = Credentials.none();

    ProviderSpec(String name, DatabaseProvider provider, LayeredSettings settings, Limits limits) {
        this.name = name;
        this.provider = provider;
        this.settings = settings;
        this.limits = limits;
    }

    /** Whether what goes by that name is a secret. */
    static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name).find();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public void defaultCredentials(Credentials credentials) {
        fromDsn = credentials;
    }

    Credentials credentials() {
        Optional<String> user = settings.ifDeclared(StandardKeys.USER);
        Optional<Secret> password = settings.ifDeclared(StandardKeys.PASSWORD);
        return new Credentials(
                user.isPresent() ? user : fromDsn.user(),
                password.isPresent() ? password : fromDsn.password());
    }

    /**
     * Returns what knows every secret of the connection: those that it is given, the dsn's, and
     * those of other plugins.
     */
    Redaction redaction(List<Secret> ofOthers) {
        List<Secret> secrets = new ArrayList<>(ofOthers);
        addPassword(credentials(), secrets);
        addPassword(fromDsn, secrets);
        secrets.addAll(settings.secrets(provider.settings()));
        Map<String, String> properties =
                settings.ifDeclared(StandardKeys.PROPERTIES).orElse(Map.of());
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (isSecret(property.getKey())) {
                secrets.add(Secret.of(property.getValue()));
            }
        }
        List<String> revealed = new ArrayList<>();
        for (Secret secret : secrets) {
            revealed.add(secret.reveal());
        }
        return new Redaction(revealed);
    }

    private static void addPassword(Credentials credentials, List<Secret> secrets) {
        if (credentials.password().isPresent()) {
            secrets.add(credentials.password().get());
        }
    }
}
