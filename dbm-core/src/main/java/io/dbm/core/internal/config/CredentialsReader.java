package io.dbm.core.internal.config;

import io.dbm.PluginInfo.Kind;
import io.dbm.core.internal.credentials.CredentialsConfig;
import io.dbm.core.internal.credentials.CredentialsConfig.Origin;
import io.dbm.core.internal.credentials.PasswordFile;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.core.internal.settings.Section;
import io.dbm.core.internal.settings.Suggestions;
import io.dbm.spi.Credentials;
import io.dbm.spi.CredentialsProvider;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.CredentialsSpec;
import io.dbm.spi.EffectiveSetting;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and checks where one connection's user and password come from. */
final class CredentialsReader {

    private final PluginRegistry plugins;
    private final Section global;
    private final String name;
    private final Section section;
    private final LayeredSettings connection;
    private final Optional<CredentialsSource> given;
    private List<Secret> secrets = List.of();
    private Map<String, Object> written = Map.of();
    private List<EffectiveSetting> effective = List.of();

    /**
     * Reads nothing yet.
     *
     * @param connection the connection's settings
     * @param given what the application has handed to the builder
     */
    CredentialsReader(
            PluginRegistry plugins,
            Section global,
            String name,
            Section section,
            LayeredSettings connection,
            Optional<CredentialsSource> given) {
        this.plugins = plugins;
        this.global = global;
        this.name = name;
        this.section = section;
        this.connection = connection;
        this.given = given;
    }

    /**
     * Reads them.
     *
     * @param written by the connection's own keys, or its dsn
     */
    CredentialsConfig read(Credentials written) {
        if (!connection.declares(StandardKeys.PASSWORD)) {
            refuseAll();
            return new CredentialsConfig(written, Optional.empty());
        }
        boolean own = section.has(CommonKeys.CREDENTIALS);
        boolean file = connection.isWritten(CommonKeys.PASSWORD_FILE);
        String said = given.isPresent() ? "the builder" : own ? "'credentials'" : "'password-file'";
        if (given.isPresent() || own || file) {
            refusePassword(written, said);
        }
        if (given.isPresent()) {
            refuse(CommonKeys.CREDENTIALS, said);
        }
        if (given.isPresent() || own) {
            connection.ignoredBecause(CommonKeys.PASSWORD_FILE, said + " says the password");
        }
        return new CredentialsConfig(written, origin(written, own, file));
    }

    private Optional<Origin> origin(Credentials written, boolean own, boolean file) {
        if (given.isPresent()) {
            return given.map(source -> new Origin("the builder's source", source));
        }
        if (own) {
            return fromProvider();
        }
        if (file) {
            return connection.get(CommonKeys.PASSWORD_FILE).flatMap(this::passwordFile);
        }
        boolean forAll = global.has(CommonKeys.CREDENTIALS) && written.password().isEmpty();
        return forAll ? fromProvider() : Optional.empty();
    }

    private void refuseAll() {
        String reason = "a connection of this type has no password: remove it";
        for (String key : List.of(CommonKeys.CREDENTIALS, CommonKeys.PASSWORD_FILE.name())) {
            if (section.has(key)) {
                section.problem(key, reason);
            }
        }
        if (given.isPresent()) {
            section.problem(CommonKeys.CREDENTIALS, "is given in the builder; " + reason);
        }
    }

    private void refuse(String key, String said) {
        if (section.has(key)) {
            section.problem(key, "would be ignored: " + said + " says them; remove one of the two");
        }
    }

    private void refusePassword(Credentials written, String said) {
        if (connection.isWritten(StandardKeys.PASSWORD)) {
            connection.ignoredBecause(StandardKeys.PASSWORD, said + " says the password");
        } else if (written.password().isPresent()) {
            connection.reject(
                    StandardKeys.DSN,
                    "says a password, and so does " + said + "; remove one of the two");
        }
    }

    private Optional<Origin> passwordFile(String path) {
        try {
            Path file = Path.of(path);
            return Optional.of(new Origin("password-file " + path, new PasswordFile(file)));
        } catch (InvalidPathException e) {
            connection.reject(CommonKeys.PASSWORD_FILE, "is no path of a file");
            return Optional.empty();
        }
    }

    private Optional<Origin> fromProvider() {
        Section own = section.nested(CommonKeys.CREDENTIALS);
        Section forAll = global.nested(CommonKeys.CREDENTIALS);
        LayeredSettings choice =
                new LayeredSettings(List.of(CommonKeys.CREDENTIALS_PROVIDER), own, forAll);
        Optional<String> id = choice.require(CommonKeys.CREDENTIALS_PROVIDER);
        Optional<CredentialsProvider> provider = id.flatMap(it -> find(it, choice));
        return provider.flatMap(it -> configure(it, own, forAll));
    }

    private Optional<CredentialsProvider> find(String id, LayeredSettings choice) {
        Optional<String> conflict = plugins.conflict(Kind.CREDENTIALS, id);
        if (conflict.isPresent()) {
            choice.reject(CommonKeys.CREDENTIALS_PROVIDER, conflict.get());
            return Optional.empty();
        }
        Optional<CredentialsProvider> found = plugins.credentials(id);
        if (found.isEmpty()) {
            choice.reject(
                    CommonKeys.CREDENTIALS_PROVIDER,
                    plugins.failure(Kind.CREDENTIALS, id)
                            .orElseGet(
                                    () ->
                                            Suggestions.none(
                                                            "credentials provider",
                                                            id,
                                                            plugins.names(Kind.CREDENTIALS))
                                                    + whatThereIs()));
        }
        return found;
    }

    private String whatThereIs() {
        return (plugins.credentials().isEmpty()
                        ? "; none is on the class path"
                        : plugins.listed(Kind.CREDENTIALS, "credentials provider"))
                + String.join("", plugins.failures().stream().map(it -> "; " + it).toList());
    }

    private Optional<Origin> configure(CredentialsProvider provider, Section own, Section forAll) {
        List<SettingKey<?>> keys = new ArrayList<>(provider.settings());
        keys.add(CommonKeys.CREDENTIALS_PROVIDER);
        UnknownKeys.check(own, LayeredSettings.names(keys), plugins);
        LayeredSettings settings = new LayeredSettings(keys, own, forAll);
        Optional<CredentialsSource> source =
                PluginFaults.caught(
                        provider.getClass(),
                        () -> provider.configure(new Spec(name, settings, connection)),
                        fault -> section.problem(CommonKeys.CREDENTIALS, fault));
        settings.readAll(provider.settings());
        secrets = settings.secrets(provider.settings());
        written = settings.written();
        effective =
                new EffectiveSettings(Optional.of(name))
                        .add(CommonKeys.CREDENTIALS + ".", keys, settings)
                        .all();
        return source.map(it -> new Origin("'" + provider.id() + "'", it));
    }

    /** Checks the keys of the block for all connections, even if none of them uses it. */
    static void checkForAll(Section global, PluginRegistry plugins) {
        if (!global.has(CommonKeys.CREDENTIALS)) {
            return;
        }
        Section block = global.nested(CommonKeys.CREDENTIALS);
        LayeredSettings choice =
                new LayeredSettings(List.of(CommonKeys.CREDENTIALS_PROVIDER), block);
        Optional<String> id = choice.get(CommonKeys.CREDENTIALS_PROVIDER);
        List<SettingKey<?>> keys = new ArrayList<>();
        keys.add(CommonKeys.CREDENTIALS_PROVIDER);
        Collection<CredentialsProvider> meant =
                id.flatMap(plugins::credentials)
                        .<Collection<CredentialsProvider>>map(List::of)
                        .orElseGet(plugins::credentials);
        meant.forEach(each -> keys.addAll(each.settings()));
        UnknownKeys.check(block, LayeredSettings.names(keys), plugins);
    }

    /** Returns the secrets in the block that {@link #read} has read. */
    List<Secret> secrets() {
        return secrets;
    }

    /** Returns what {@link #read} has read of that block, by key. */
    Map<String, Object> written() {
        return written;
    }

    /** Returns the settings of that block. */
    List<EffectiveSetting> effective() {
        return effective;
    }

    private record Spec(String connection, Settings settings, LayeredSettings connectionSettings)
            implements CredentialsSpec {
        @Override
        public <T> Optional<T> connectionSetting(SettingKey<T> key) {
            return connectionSettings.ifDeclared(key);
        }

        /** Shows no setting. */
        @Override
        public String toString() {
            return "credentials of connection '" + connection + "'";
        }
    }
}
