package io.dbm.provider.mongo;

import io.dbm.provider.mongo.Hosts.Server;
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
 * @param srv whether the servers are looked up in DNS
 * @param servers the servers, or the one name to look up
 * @param database the database
 * @param credentials the user and password
 * @param parameters parameters, decoded, by their names in lower case
 */
record Dsn(
        boolean srv,
        List<Server> servers,
        Optional<String> database,
        Credentials credentials,
        Map<String, String> parameters) {

    /** The dsn that says nothing. */
    static final Dsn EMPTY =
            new Dsn(false, List.of(), Optional.empty(), Credentials.none(), Map.of());

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    boolean isOn(String flag) {
        return parameter(flag).filter(DsnParser::isTrue).isPresent();
    }

    boolean saysTls() {
        return parameters.containsKey("tls") || parameters.containsKey("ssl");
    }

    /** Returns the keys that have no effect beside it. */
    List<SettingKey<?>> replacedKeys() {
        Map<SettingKey<?>, Boolean> replaced = new LinkedHashMap<>();
        replaced.put(MongoKeys.HOST, !servers.isEmpty());
        replaced.put(MongoKeys.PORT, saysPort());
        replaced.put(MongoKeys.DATABASE, database.isPresent());
        replaced.put(StandardKeys.USER, credentials.user().isPresent());
        replaced.put(StandardKeys.PASSWORD, credentials.password().isPresent());
        replaced.put(MongoKeys.AUTH_SOURCE, parameters.containsKey("authsource"));
        replaced.put(MongoKeys.REPLICA_SET, parameters.containsKey("replicaset"));
        replaced.put(MongoKeys.READ_PREFERENCE, parameters.containsKey("readpreference"));
        replaced.put(MongoKeys.SSLMODE, saysTls());
        replaced.put(MongoKeys.APPLICATION_NAME, parameters.containsKey("appname"));
        replaced.values().removeIf(said -> !said);
        return List.copyOf(replaced.keySet());
    }

    private boolean saysPort() {
        return srv
                || (!servers.isEmpty()
                        && servers.stream().allMatch(each -> each.port().isPresent()));
    }
}
