package io.dbm.provider.mssql;

import io.dbm.provider.mssql.Hosts.Server;
import io.dbm.spi.Credentials;
import io.dbm.spi.SettingKey;
import io.dbm.spi.StandardKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code dsn} says; what it leaves out is absent.
 *
 * @param server the server, and its instance if it has a name
 * @param credentials the user and password, wherever in the dsn they stood
 * @param keys our own keys among its parameters
 * @param properties properties of the driver, by the names that the driver gives them
 */
record Dsn(
        Optional<Server> server,
        Optional<Integer> port,
        Credentials credentials,
        Map<SettingKey<String>, String> keys,
        Map<String, String> properties) {

    /** The dsn that says nothing. */
    static final Dsn EMPTY =
            new Dsn(Optional.empty(), Optional.empty(), Credentials.none(), Map.of(), Map.of());

    /** Returns the database, if it says one. */
    Optional<String> database() {
        return Optional.ofNullable(properties.get(DriverNames.DATABASE));
    }

    /** Returns what it says for one of our keys. */
    Optional<String> get(SettingKey<String> key) {
        return Optional.ofNullable(keys.get(key));
    }

    /** Returns the keys that have no effect beside it. */
    List<SettingKey<?>> replacedKeys() {
        Map<SettingKey<?>, Boolean> replaced = new LinkedHashMap<>();
        replaced.put(MssqlKeys.HOST, server.isPresent());
        replaced.put(MssqlKeys.PORT, port.isPresent());
        replaced.put(StandardKeys.DATABASE, database().isPresent());
        replaced.put(StandardKeys.USER, credentials.user().isPresent());
        replaced.put(StandardKeys.PASSWORD, credentials.password().isPresent());
        replaced.put(MssqlKeys.APPLICATION_NAME, properties.containsKey(DriverNames.APPLICATION));
        keys.keySet().forEach(key -> replaced.put(key, true));
        replaced.values().removeIf(said -> !said);
        return List.copyOf(replaced.keySet());
    }
}
