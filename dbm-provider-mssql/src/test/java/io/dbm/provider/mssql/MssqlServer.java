package io.dbm.provider.mssql;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.provider.mssql.tds.Certificate;
import io.dbm.provider.mssql.tds.TdsServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The server of these tests: SQL Server itself where the environment says where one is, otherwise a
 * stand-in, started when first asked for.
 *
 * <p>{@code DBM_TEST_MSSQL_URL} is a dsn, {@code DBM_TEST_MSSQL_USER} and {@code
 * DBM_TEST_MSSQL_PASSWORD} a user who may create tables.
 */
final class MssqlServer {

    /** Says which tests need the stand-in, as the name of a variable that must not be there. */
    static final String REAL = "DBM_TEST_MSSQL_URL";

    /** The certificate that the stand-in shows. */
    static final Certificate CERTIFICATE = Certificate.issueFor("localhost");

    private static final TdsServer STAND_IN =
            TdsServer.start(
                    Optional.of(CERTIFICATE.server()),
                    Map.of("app", "app-password", "keeper", "keeper-password"),
                    List.of("master", "app"));

    static {
        STAND_IN.setDefaultSchema("keeper", "shop");
    }

    private MssqlServer() {}

    static TdsServer standIn() {
        return STAND_IN;
    }

    /** Returns the keys of a connection that works, to be added to. */
    static Map<String, Object> keys() {
        String real = System.getenv(REAL);
        Map<String, Object> keys = new HashMap<>();
        keys.put("type", "mssql");
        if (real != null) {
            keys.put("dsn", real);
            keys.put("user", System.getenv("DBM_TEST_MSSQL_USER"));
            keys.put("password", System.getenv("DBM_TEST_MSSQL_PASSWORD"));
            return keys;
        }
        keys.put("host", "localhost");
        keys.put("port", STAND_IN.port());
        keys.put("user", "app");
        keys.put("password", "app-password");
        keys.put("database", "app");
        keys.put("sslmode", "require");
        return keys;
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
