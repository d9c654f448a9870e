package io.dbm.provider.sqlite;

import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Opens SQLite databases, through the JDBC driver that carries SQLite in its jar.
 *
 * @since 0.1.0
 */
public final class SqliteProvider implements DatabaseProvider {

    private static final SettingKey<Secret> DSN =
            StandardKeys.DSN.describedAs(
                    "Where the database is, with parameters: 'jdbc:sqlite:<file>?<name>=<value>',"
                            + " 'file:<file>?<name>=<value>', a plain file path or ':memory:'.");

    private static final SettingKey<String> FILEPATH =
            StandardKeys.FILEPATH.describedAs(
                    "The database file, made if there is none, or ':memory:'.");

    private static final SettingKey<Duration> BUSY_TIMEOUT =
            SettingKey.duration(
                            "busy-timeout",
                            "How long a statement waits for a lock that another physical connection"
                                    + " holds, at most as long as query-timeout; 0 is not at all.")
                    .withDefault("5s");

    private static final SettingKey<Map<String, String>> PROPERTIES =
            StandardKeys.PROPERTIES.describedAs(
                    "PRAGMAs and the driver's own options, by name, such as cache_size."
                            + " One that says what a written key says too is refused; it goes"
                            + " before dbm's defaults.");

    /** The provider that {@link java.util.ServiceLoader} makes. */
    public SqliteProvider() {}

    @Override
    public String type() {
        return "sqlite";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(DSN, FILEPATH, BUSY_TIMEOUT, PROPERTIES);
    }

    /**
     * SQLite has one writer at a time: with one physical connection it is waited for in the pool.
     */
    @Override
    public Map<String, String> defaults() {
        return Map.of("max-open-conns", "1");
    }

    @Override
    public Map<String, String> unsupportedKeys() {
        return Map.of(
                "keep-alive-interval",
                "a file has no network that could take a connection for dead: remove it");
    }

    @Override
    public JdbcDriver driver(DataSource existing) {
        return new SqliteDriver(existing);
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        Settings settings = spec.settings();
        Duration busyTimeout = settings.get(BUSY_TIMEOUT).orElse(Duration.ZERO);
        Location location = location(settings).orElse(null);
        if (location == null) {
            return context -> {
                throw new IllegalStateException("the settings were rejected");
            };
        }
        Location complete = location.with(properties(location, settings));
        return new SqliteConnector(
                new SqliteDataSource(complete, busyTimeout, spec.limits().queryTimeout()),
                complete.inMemory());
    }

    private static Optional<Location> location(Settings settings) {
        if (settings.isWritten(DSN)) {
            settings.ignoredBecause(FILEPATH, "'dsn' says where the database is");
            Optional<Secret> dsn = settings.get(DSN);
            Optional<Location> location =
                    dsn.isPresent() ? parse(settings, DSN, dsn.get().reveal()) : Optional.empty();
            if (location.isPresent() && location.get().options().containsKey("busy_timeout")) {
                settings.ignoredBecause(BUSY_TIMEOUT, "'dsn' has a busy_timeout");
            }
            return location;
        }
        if (!settings.isWritten(FILEPATH)) {
            settings.reject(FILEPATH, "is missing: write the database file, or ':memory:'");
        }
        Optional<String> path = settings.get(FILEPATH);
        return path.isPresent() ? parse(settings, FILEPATH, path.get()) : Optional.empty();
    }

    /** Returns what is written and is not in the dsn, by names in lower case. */
    private static Map<String, String> properties(Location location, Settings settings) {
        Map<String, String> properties = new HashMap<>();
        Map<String, String> written = settings.get(PROPERTIES).orElse(Map.of());
        for (Map.Entry<String, String> property : written.entrySet()) {
            String name = property.getKey();
            String value = property.getValue();
            String option = name.toLowerCase(Locale.ROOT);
            if (Options.asksForEncryption(option)) {
                settings.reject(PROPERTIES, name, "asks for encryption, and this SQLite has none");
            } else if (!Options.knows(option)) {
                settings.rejectUnknown(PROPERTIES, name, Options.names());
            } else if (location.options().containsKey(option)) {
                settings.reject(PROPERTIES, name, "is said twice: 'dsn' says it");
            } else if (properties.put(option, value) != null) {
                settings.reject(PROPERTIES, name, "is said twice");
            } else if (!Options.takes(option, value)) {
                settings.reject(
                        PROPERTIES,
                        name,
                        "has a value that it would silently take for another one");
            }
        }
        if (properties.containsKey("busy_timeout")) {
            settings.ignoredBecause(BUSY_TIMEOUT, "'properties' has a busy_timeout");
        }
        return properties;
    }

    private static Optional<Location> parse(Settings settings, SettingKey<?> key, String text) {
        try {
            return Optional.of(key == DSN ? Location.ofDsn(text) : Location.ofFilepath(text));
        } catch (IllegalArgumentException e) {
            settings.reject(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
