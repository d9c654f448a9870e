package io.dbm.provider.postgres;

import io.dbm.provider.postgres.Dsn.Server;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGProperty;

/**
 * Opens PostgreSQL databases through PostgreSQL's own JDBC driver.
 *
 * @since 0.1.0
 */
public final class PostgresProvider implements DatabaseProvider {

    /** For {@link java.util.ServiceLoader}. */
    public PostgresProvider() {}

    @Override
    public String type() {
        return "postgres";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return PostgresKeys.ALL;
    }

    @Override
    public JdbcDriver driver(DataSource existing) {
        return new PostgresDriver(existing, true);
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
        Dsn said = SaidProperties.addTo(dsn, settings);
        List<Server> servers = servers(dsn, settings, missingIsMistake);
        DataSource dataSource =
                dataSource(
                        servers,
                        port(settings),
                        database(dsn, settings, missingIsMistake),
                        DriverProperties.of(said, servers.size(), settings, spec.limits()));
        JdbcDriver driver = new PostgresDriver(dataSource, !said.says(PGProperty.SOCKET_TIMEOUT));
        return context -> context.pool(driver);
    }

    private static Optional<Dsn> parse(Secret dsn, Settings settings) {
        DsnParser.Result result = DsnParser.parse(dsn.reveal());
        result.mistakes().forEach(mistake -> settings.reject(StandardKeys.DSN, mistake));
        return result.dsn();
    }

    private static List<Server> servers(Dsn dsn, Settings settings, boolean missingIsMistake) {
        if (!dsn.servers().isEmpty()) {
            return dsn.servers();
        }
        Optional<String> host = get(PostgresKeys.HOST, settings, missingIsMistake);
        Optional<List<Server>> servers = host.flatMap(Hosts::parse);
        if (host.isPresent() && servers.isEmpty()) {
            settings.reject(
                    PostgresKeys.HOST,
                    "must be host names or IP addresses with commas between them, each with ':' and"
                            + " a port or without");
        }
        if (servers.isPresent() && servers.get().stream().allMatch(it -> it.port().isPresent())) {
            settings.ignoredBecause(PostgresKeys.PORT, "'host' says the port");
        }
        return servers.orElse(List.of());
    }

    private static int port(Settings settings) {
        int port = settings.get(PostgresKeys.PORT).orElse(Hosts.DEFAULT_PORT);
        if (!Hosts.isPort(port)) {
            settings.reject(PostgresKeys.PORT, "must be a port, from 1 to 65535");
        }
        return port;
    }

    private static Optional<String> database(Dsn dsn, Settings settings, boolean missingIsMistake) {
        if (dsn.database().isPresent()) {
            return dsn.database();
        }
        Optional<String> database = get(StandardKeys.DATABASE, settings, missingIsMistake);
        if (database.filter(String::isEmpty).isPresent()) {
            settings.reject(StandardKeys.DATABASE, "must not be empty");
        }
        return database;
    }

    private static Optional<String> get(
            SettingKey<String> key, Settings settings, boolean missingIsMistake) {
        return missingIsMistake ? settings.require(key) : settings.get(key);
    }

    private static DataSource dataSource(
            List<Server> servers,
            int defaultPort,
            Optional<String> database,
            Map<String, String> properties) {
        PostgresDataSource dataSource = new PostgresDataSource();
        dataSource.setServerNames(servers.stream().map(Server::host).toArray(String[]::new));
        dataSource.setPortNumbers(
                servers.stream().mapToInt(it -> it.port().orElse(defaultPort)).toArray());
        database.ifPresent(dataSource::setDatabaseName);
        properties.forEach(
                (name, value) -> {
                    try {
                        dataSource.setProperty(name, value);
                    } catch (SQLException e) {
                        throw new IllegalStateException("the driver lost its property " + name, e);
                    }
                });
        return dataSource;
    }
}
