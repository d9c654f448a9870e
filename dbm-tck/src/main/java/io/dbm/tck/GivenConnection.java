package io.dbm.tck;

import io.dbm.spi.Backend;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Credentials;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.Limits;
import io.dbm.spi.ProviderContext;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** One connection for a provider that a rule calls itself, to see what it returns. */
final class GivenConnection implements ConnectionSpec, ProviderContext {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final DatabaseProvider provider;
    private final Settings settings;
    private Credentials fromDsn = Credentials.none();

    GivenConnection(DatabaseProvider provider, String body) {
        this.provider = provider;
        this.settings = GivenSettings.parse(body);
    }

    @Override
    public String name() {
        return Managers.NAME;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Limits limits() {
        return new Limits(
                1,
                1,
                0,
                Duration.ZERO,
                Duration.ZERO,
                LIMIT,
                LIMIT,
                Duration.ZERO,
                Duration.ZERO,
                LIMIT);
    }

    @Override
    public void defaultCredentials(Credentials credentials) {
        fromDsn = credentials;
    }

    @Override
    public Backend<DataSource> pool(JdbcDriver driver) throws SQLException {
        return UnpooledBackend.open(driver, credentials(), limits());
    }

    @Override
    public Credentials credentials() {
        return new Credentials(
                declared(StandardKeys.USER).or(fromDsn::user),
                declared(StandardKeys.PASSWORD).or(fromDsn::password));
    }

    private <T> Optional<T> declared(SettingKey<T> key) {
        return provider.settings().stream().anyMatch(each -> each.name().equals(key.name()))
                ? settings.get(key)
                : Optional.empty();
    }

    @Override
    public Duration remaining() {
        return LIMIT;
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.empty();
    }
}
