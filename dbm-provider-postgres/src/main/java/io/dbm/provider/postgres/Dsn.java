package io.dbm.provider.postgres;

import io.dbm.spi.Credentials;
import io.dbm.spi.SettingKey;
import io.dbm.spi.StandardKeys;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.postgresql.PGProperty;

/**
 * What a {@code dsn} says; what it leaves out is absent.
 *
 * @param servers the servers to try, in order
 * @param database the database
 * @param credentials the user and password, wherever in the dsn they stood
 * @param parameters properties of the driver, by the names that the driver gives them
 */
record Dsn(
        List<Server> servers,
        Optional<String> database,
        Credentials credentials,
        Map<String, String> parameters) {

    /** The dsn that says nothing. */
    static final Dsn EMPTY = new Dsn(List.of(), Optional.empty(), Credentials.none(), Map.of());

    /** Returns it with more properties of the driver, which it does not say itself. */
    Dsn with(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(parameters);
        all.putAll(properties);
        return new Dsn(servers, database, credentials, Map.copyOf(all));
    }

    /** Whether it holds that parameter. */
    boolean says(PGProperty property) {
        return parameters.containsKey(property.getName());
    }

    /** Whether it holds the driver's {@code sslmode}, or {@code ssl}, which came before it. */
    boolean saysSslMode() {
        return says(PGProperty.SSL_MODE) || says(PGProperty.SSL);
    }

    /** Returns the keys that have no effect beside it. */
    List<SettingKey<?>> replacedKeys() {
        Map<SettingKey<?>, Boolean> replaced = new LinkedHashMap<>();
        replaced.put(PostgresKeys.HOST, !servers.isEmpty());
        replaced.put(PostgresKeys.PORT, saysPort());
        replaced.put(StandardKeys.DATABASE, database.isPresent());
        replaced.put(StandardKeys.USER, credentials.user().isPresent());
        replaced.put(StandardKeys.PASSWORD, credentials.password().isPresent());
        replaced.put(PostgresKeys.SCHEMA, says(PGProperty.CURRENT_SCHEMA));
        replaced.put(PostgresKeys.SSLMODE, saysSslMode());
        replaced.put(PostgresKeys.SSL_ROOT_CERT, says(PGProperty.SSL_ROOT_CERT));
        replaced.put(PostgresKeys.APPLICATION_NAME, says(PGProperty.APPLICATION_NAME));
        replaced.values().removeIf(said -> !said);
        return List.copyOf(replaced.keySet());
    }

    private boolean saysPort() {
        return !servers.isEmpty() && servers.stream().allMatch(each -> each.port().isPresent());
    }

    /**
     * One server.
     *
     * @param host its name or address, as the driver wants it: an IPv6 address in brackets
     * @param port its port, if it was said
     */
    record Server(String host, OptionalInt port) {}
}
