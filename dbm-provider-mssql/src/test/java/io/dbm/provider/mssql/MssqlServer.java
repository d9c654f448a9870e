package io.dbm.provider.mssql;

import com.example.faulty.FaultProxy;
import com.example.tls.Certificate;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.provider.mssql.tds.TdsServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The server of these tests: SQL Server itself where the environment or the build says where one
 * is, otherwise a stand-in, started when first asked for.
 *
 * <p>{@code DBM_TEST_MSSQL_URL} is a dsn, {@code DBM_TEST_MSSQL_USER} and {@code
 * DBM_TEST_MSSQL_PASSWORD} a user who may create tables.
 */
public final class MssqlServer {

    /** The certificate that the stand-in shows. */
    static final Certificate CERTIFICATE = Certificate.issueFor("localhost");

    private static final TdsServer STAND_IN =
            TdsServer.start(
                    Optional.of(CERTIFICATE.serverContext()),
                    Map.of("app", "app-password", "keeper", "keeper-password"),
                    List.of("master", "app"));

    static {
        STAND_IN.setDefaultSchema("keeper", "shop");
    }

    private MssqlServer() {}

    /** Whether it is the stand-in. */
    public static boolean isStandIn() {
        return !RealServer.isThere();
    }

    static TdsServer standIn() {
        return STAND_IN;
    }

    /** Returns the settings of a connection that works, as they stand between its braces. */
    public static String settings() {
        return render(keys());
    }

    /** Returns the settings of a connection through a network. */
    public static String settingsThrough(FaultProxy network) {
        Map<String, Object> keys = keys();
        lead(keys, network);
        return render(keys);
    }

    static String render(Map<String, Object> keys) {
        String block = ConfigFactory.parseMap(keys).root().render(ConfigRenderOptions.concise());
        return block.substring(1, block.length() - 1);
    }

    /** Returns the keys of a connection that works, to be added to. */
    static Map<String, Object> keys() {
        return RealServer.find().map(RealServer::keys).orElseGet(MssqlServer::keysOfStandIn);
    }

    private static Map<String, Object> keysOfStandIn() {
        Map<String, Object> keys = new HashMap<>();
        keys.put("type", "mssql");
        keys.put("host", "localhost");
        keys.put("port", STAND_IN.port());
        keys.put("user", "app");
        keys.put("password", "app-password");
        keys.put("database", "app");
        keys.put("sslmode", "require");
        return keys;
    }

    /** Returns the properties of the driver among some keys, to be added to. */
    @SuppressWarnings("unchecked") // that is what there is
    static Map<String, String> properties(Map<String, Object> keys) {
        return (Map<String, String>) keys.computeIfAbsent("properties", name -> new HashMap<>());
    }

    /** Returns a network that leads to the server. */
    public static FaultProxy network() throws IOException {
        Optional<RealServer> real = RealServer.find();
        return real.isPresent()
                ? new FaultProxy(real.get().host(), real.get().port())
                : new FaultProxy(STAND_IN.port());
    }

    /** Changes the keys of a connection so that they lead through a network. */
    static void lead(Map<String, Object> keys, FaultProxy network) {
        keys.put("port", network.port());
        RealServer.find().ifPresent(real -> real.lead(keys, network.port()));
    }

    /** Returns the keys of a connection that says where to connect in one line. */
    static Map<String, Object> dsn(String dsn) {
        Map<String, Object> keys = new HashMap<>();
        keys.put("type", "mssql");
        keys.put("dsn", dsn);
        return keys;
    }

    /** Loads a manager of one connection, {@code primary}. */
    static DatabaseManager load(Map<String, ?> keys) {
        Config config =
                ConfigFactory.parseMap(
                        Map.of("dbmanager", Map.of("connections", Map.of("primary", keys))),
                        "test.conf");
        return Dbm.load(config);
    }

    static DatabaseManager connect(Map<String, ?> keys) {
        DatabaseManager manager = load(keys);
        try {
            manager.connect();
            return manager;
        } catch (RuntimeException | Error e) {
            try (manager) {
                throw e;
            }
        }
    }

    /** Connects with these keys, and returns the one text that the query finds. */
    static String query(Map<String, ?> keys, String sql) {
        try (DatabaseManager manager = connect(keys)) {
            return manager.connection("primary")
                    .database()
                    .queryOne(sql, row -> row.getString(1))
                    .orElseThrow();
        }
    }

    /** Returns a name that no table has. */
    static String newTable() {
        return "dbm_" + UUID.randomUUID().toString().replace("-", "");
    }
}
