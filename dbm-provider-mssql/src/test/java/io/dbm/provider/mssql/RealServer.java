package io.dbm.provider.mssql;

import io.dbm.provider.mssql.Hosts.Server;
import io.dbm.spi.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** SQL Server itself, or another that speaks its protocol and language. */
final class RealServer {

    private static final Optional<Container> CONTAINER =
            ServiceLoader.load(Container.class).findFirst();

    /** What a URL may hold and each test has of its own. */
    private static final Set<String> LEFT_OUT =
            Set.of(
                    DriverNames.APPLICATION,
                    DriverNames.DATABASE,
                    DriverNames.LOGIN_TIMEOUT,
                    DriverNames.QUERY_TIMEOUT,
                    DriverNames.SOCKET_TIMEOUT);

    private final Dsn dsn;
    private final Server server;
    private final Optional<String> user;
    private final Optional<String> password;

    private RealServer(String url, Optional<String> user, Optional<String> password) {
        DsnParser.Result read = DsnParser.parse(url);
        this.dsn =
                read.dsn()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "DBM_TEST_MSSQL_URL " + read.mistakes()));
        this.server =
                dsn.server()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "DBM_TEST_MSSQL_URL names no server"));
        this.user = user.or(() -> dsn.credentials().user());
        this.password = password.or(() -> dsn.credentials().password().map(Secret::reveal));
    }

    /** A server in a container. */
    interface Container {

        /** Starts it, unless it runs; aborts the test if it cannot run here. */
        Access start();

        /** How to reach a server. */
        record Access(String url, String user, String password) {}
    }

    /** Whether there is one. */
    static boolean isThere() {
        return fromEnvironment("URL").isPresent() || CONTAINER.isPresent();
    }

    /** Returns it, started if need be. */
    static Optional<RealServer> find() {
        return fromEnvironment("URL")
                .map(
                        url ->
                                new RealServer(
                                        url, fromEnvironment("USER"), fromEnvironment("PASSWORD")))
                .or(() -> CONTAINER.map(Container::start).map(RealServer::of));
    }

    private static RealServer of(Container.Access access) {
        return new RealServer(
                access.url(), Optional.of(access.user()), Optional.of(access.password()));
    }

    private static Optional<String> fromEnvironment(String name) {
        return Optional.ofNullable(System.getenv("DBM_TEST_MSSQL_" + name))
                .filter(value -> !value.isEmpty());
    }

    /** Returns the keys of a connection to it. */
    Map<String, Object> keys() {
        Map<String, Object> keys = new HashMap<>();
        keys.put("type", "mssql");
        keys.put(
                "host",
                server.host() + server.instance().map(instance -> "\\" + instance).orElse(""));
        dsn.port().ifPresent(port -> keys.put("port", port));
        keys.put("database", dsn.database().orElse("tempdb"));
        user.ifPresent(it -> keys.put("user", it));
        password.ifPresent(it -> keys.put("password", it));
        Map<String, String> properties = new HashMap<>(dsn.properties());
        properties.keySet().removeAll(LEFT_OUT);
        keys.put("sslmode", sslmode(properties));
        dsn.keys().forEach((key, value) -> keys.put(key.name(), value));
        keys.put("properties", properties);
        return keys;
    }

    /** Takes what is our own key, which tests change, out of the driver's properties. */
    private static String sslmode(Map<String, String> properties) {
        boolean encrypts = !"false".equals(properties.remove(DriverNames.ENCRYPT));
        boolean trusts = "true".equals(properties.remove(DriverNames.TRUST_SERVER_CERTIFICATE));
        return encrypts ? trusts ? "require" : "verify-full" : "disable";
    }

    String host() {
        return server.host();
    }

    int port() {
        return dsn.port().orElse(Hosts.DEFAULT_PORT);
    }

    /**
     * Changes the keys of a connection to it so that they lead through a port of this machine, for
     * which its certificate is not.
     */
    void lead(Map<String, Object> keys, int port) {
        keys.put("host", "localhost");
        keys.put("port", port);
        if (!"disable".equals(keys.get("sslmode"))) {
            keys.put("sslmode", "require");
            keys.remove("ssl-root-cert");
        }
        MssqlServer.properties(keys).keySet().removeAll(DriverNames.TLS_CHECKS);
    }
}
