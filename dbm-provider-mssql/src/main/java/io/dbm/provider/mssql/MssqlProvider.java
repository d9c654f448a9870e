package io.dbm.provider.mssql;

import io.dbm.provider.mssql.Hosts.Server;
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
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Opens Microsoft SQL Server databases, through Microsoft's JDBC driver.
 *
 * @since 0.1.0
 */
public final class MssqlProvider implements DatabaseProvider {

    /** The provider that {@link java.util.ServiceLoader} makes. */
    public MssqlProvider() {}

    @Override
    public String type() {
        return "mssql";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return MssqlKeys.ALL;
    }

    @Override
    public JdbcDriver driver(DataSource existing) {
        return new MssqlDriver(existing, Duration.ZERO, true, Optional.empty());
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        Settings settings = spec.settings();
        Optional<Dsn> readable = settings.get(StandardKeys.DSN).flatMap(it -> parse(it, settings));
        Dsn dsn = readable.orElse(Dsn.EMPTY);
        // a dsn that cannot be read may well say what is missing
        boolean missingIsMistake = readable.isPresent() || !settings.isWritten(StandardKeys.DSN);

        dsn.replacedKeys().forEach(key -> settings.ignoredBecause(key, "'dsn' says the " + key));
        spec.defaultCredentials(dsn.credentials());
        DriverProperties properties = DriverProperties.of(dsn, settings, spec.limits());
        Map<String, String> values = new HashMap<>(properties.values());
        values.putAll(place(dsn, settings, missingIsMistake));
        JdbcDriver driver =
                new MssqlDriver(
                        new MssqlDataSource(values),
                        properties.queryTimeout(),
                        properties.boundsReads(),
                        schema(dsn, settings));
        return context -> context.pool(driver);
    }

    private static Optional<Dsn> parse(Secret dsn, Settings settings) {
        DsnParser.Result result = DsnParser.parse(dsn.reveal());
        result.mistakes().forEach(mistake -> settings.reject(StandardKeys.DSN, mistake));
        return result.dsn();
    }

    private static Map<String, String> place(Dsn dsn, Settings settings, boolean missingIsMistake) {
        Map<String, String> place = new HashMap<>();
        Optional<Server> server = server(dsn, settings, missingIsMistake);
        server.ifPresent(it -> place.put(DriverNames.SERVER, it.host()));
        int port = dsn.port().or(() -> settings.get(MssqlKeys.PORT)).orElse(Hosts.DEFAULT_PORT);
        if (!Hosts.isPort(port)) {
            settings.reject(MssqlKeys.PORT, "must be a port, from 1 to 65535");
        }
        Optional<String> instance = server.flatMap(Server::instance);
        if (instance.isEmpty()) {
            place.put(DriverNames.PORT, String.valueOf(port));
        } else {
            // the server is asked for the instance's port; the driver, if it is told one, does not
            place.put(DriverNames.INSTANCE, instance.get());
            settings.ignoredBecause(MssqlKeys.PORT, "a named instance has a port of its own");
        }
        if (dsn.database().isEmpty()) {
            get(StandardKeys.DATABASE, settings, missingIsMistake)
                    .ifPresent(it -> place.put(DriverNames.DATABASE, it));
        }
        return place;
    }

    private static Optional<Server> server(Dsn dsn, Settings settings, boolean missingIsMistake) {
        if (dsn.server().isPresent()) {
            return dsn.server();
        }
        Optional<String> host = get(MssqlKeys.HOST, settings, missingIsMistake);
        Optional<Server> server = host.flatMap(Hosts::parse);
        if (host.isPresent() && server.isEmpty()) {
            settings.reject(
                    MssqlKeys.HOST,
                    "must be one host name or IP address, with '\\' and an instance after it if it"
                            + " has a name");
        }
        return server;
    }

    private static Optional<String> schema(Dsn dsn, Settings settings) {
        Optional<String> schema =
                dsn.get(MssqlKeys.SCHEMA).or(() -> settings.get(MssqlKeys.SCHEMA));
        refuseEmpty(MssqlKeys.SCHEMA, schema, settings);
        return schema;
    }

    private static Optional<String> get(
            SettingKey<String> key, Settings settings, boolean missingIsMistake) {
        Optional<String> value = missingIsMistake ? settings.require(key) : settings.get(key);
        if (key == StandardKeys.DATABASE) {
            refuseEmpty(key, value, settings);
        }
        return value;
    }

    private static void refuseEmpty(
            SettingKey<String> key, Optional<String> value, Settings settings) {
        if (value.filter(String::isEmpty).isPresent()) {
            settings.reject(key, "must not be empty");
        }
    }
}
