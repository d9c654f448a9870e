package io.dbm.it.docs;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.example.faulty.FaultProxy;
import com.example.jars.PluginJar;
import com.example.shop.AccountMapper;
import com.mongodb.client.MongoClient;
import com.typesafe.config.ConfigFactory;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import io.dbm.it.CapturedLog;
import io.dbm.provider.postgres.PostgresProvider;
import io.dbm.provider.postgres.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** What goes wrong on the page about it, brought about for real. */
final class Situations {

    /** Returns what dbm says. */
    interface Situation {
        String said() throws Exception;
    }

    /** What is done with a manager. */
    private interface Use {
        void run(DatabaseManager manager) throws Exception;
    }

    private static final String ONCE = "retry-attempts = 1\n";
    private static final String TWO_CONNECTIONS =
            """
            dbmanager.connections {
              primary { type = postgres, host = localhost, database = shop }
              cache { type = sqlite, filepath = cache.db, default-access = jdbi }
            }
            """;
    private static final String TYPO =
            """
            dbmanager.connections {
              primary { type = postgres, host = localhost, database = shop, max-open-cons = 5 }
              cache { type = sqlite, filepath = cache.db, query-timeout = 30 }
            }
            """;

    private static final String VARIABLES =
            """
            dbmanager.connections {
              primary { type = postgres, host = localhost, database = shop, password = ${SHOP_PASSWORD} }
              cache { type = sqlite, filepath = ${SHOP_CACHE} }
            }
            """;

    private static final String PLUGINS =
            """
            dbmanager {
              plugins { dir = "%s" }
              connections { primary { type = postgres, host = localhost, database = shop } }
            }
            """;

    private final Path folder;

    Situations(Path folder) {
        this.folder = folder;
    }

    /** Returns all of them, by the names that the page gives them. */
    Map<String, Situation> all() {
        Map<String, Situation> all = new LinkedHashMap<>();
        all.put("refused", () -> connecting(server("port = " + closedPort())));
        all.put("unknown-host", () -> connecting(server("host = db.invalid")));
        all.put("wrong-password", () -> connecting(server("password = wrong")));
        all.put("unknown-database", () -> connecting(server("database = shpo")));
        all.put("untrusted", this::untrusted);
        all.put("too-many", Situations::tooMany);
        all.put("black-hole", Situations::blackHole);
        all.put("down-at-start", Situations::downAtStart);
        all.put("pool-is-dry", this::poolIsDry);
        all.put("leak", this::leak);
        all.put("slow-statement", Situations::slowStatement);
        all.put("jdbi-on-mongodb", () -> onMongo(it -> it.access(Jdbi.class)));
        all.put("database-on-mongodb", () -> onMongo(NamedConnection::database));
        all.put("transaction-on-mongodb", () -> onMongo(it -> it.useTransaction(tx -> {})));
        all.put(
                "mongodb-on-sql",
                () -> using(file(""), it -> it.connection("primary").access(MongoClient.class)));
        all.put(
                "no-mapper",
                () ->
                        using(
                                file(""),
                                it ->
                                        it.connection("primary")
                                                .useTransaction(
                                                        tx -> tx.mapper(AccountMapper.class))));
        all.put("typo", () -> starting(TYPO, "nothing"));
        all.put("variables", () -> starting(VARIABLES, "nothing"));
        all.put("no-provider", () -> starting(TWO_CONNECTIONS, "dbm-provider-postgres"));
        all.put("no-access", () -> starting(TWO_CONNECTIONS, "dbm-access-jdbi"));
        all.put("no-plugin-folder", this::noPluginFolder);
        all.put("two-providers", this::twoProviders);
        all.put("unknown-name", () -> using(file(""), it -> it.connection("primry")));
        all.put("not-connected", this::notConnected);
        all.put("already-connected", this::alreadyConnected);
        all.put("no-default", this::noDefault);
        all.put("last", this::last);
        all.put("down", Situations::down);
        all.put("closed", this::closed);
        all.put("removed", this::removed);
        return all;
    }

    /** Where a key stands twice, the second one counts. */
    private static String server(String... more) {
        StringBuilder all = new StringBuilder();
        PostgresServer.keys()
                .forEach((key, value) -> all.append(key).append(" = ").append(value).append('\n'));
        return all.append(String.join("\n", more)).append('\n').toString();
    }

    private String file(String more) {
        return "type = sqlite\nfilepath = \"" + folder.resolve("app.db") + "\"\n" + more;
    }

    private static String connecting(String settings) {
        try (DatabaseManager manager = load(settings + ONCE)) {
            return catchThrowable(manager::connect).getMessage();
        }
    }

    private static String using(String settings, Use use) {
        try (DatabaseManager manager = load(settings)) {
            manager.connect();
            return catchThrowable(() -> use.run(manager)).getMessage();
        }
    }

    /** The server's certificate is its own; the file holds an authority that Java trusts. */
    private String untrusted() throws Exception {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init((KeyStore) null);
        X509TrustManager manager = (X509TrustManager) trust.getTrustManagers()[0];
        byte[] authority = manager.getAcceptedIssuers()[0].getEncoded();
        Path file = folder.resolve("authorities.pem");
        Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(authority)
                        + "\n-----END CERTIFICATE-----\n");
        return connecting(server("sslmode = verify-full", "ssl-root-cert = \"" + file + "\""));
    }

    private static String tooMany() {
        PostgresServer.run(
                "drop role if exists crowded",
                "create role crowded login password 'c' connection limit 0");
        return connecting(server("user = crowded", "password = c"));
    }

    private static String blackHole() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            return connecting(server("port = " + silent.getLocalPort(), "connect-timeout = 1s"));
        }
    }

    private static String downAtStart() throws Exception {
        String log =
                CapturedLog.of(
                        "io.dbm.connection",
                        said -> {
                            String settings = server("port = " + closedPort(), "start = tolerate");
                            try (DatabaseManager manager = load(settings + ONCE)) {
                                manager.connect();
                            }
                        });
        return log.lines()
                .filter(line -> line.contains("event=down_at_start"))
                .map(line -> line.substring(line.indexOf("connection=")))
                .collect(Collectors.joining("\n"));
    }

    private String poolIsDry() {
        return using(
                file("max-open-conns = 1, acquire-timeout = 300ms"),
                manager -> {
                    DataSource pool = manager.connection("primary").access(DataSource.class);
                    try (Connection held = pool.getConnection()) {
                        pool.getConnection().close();
                    }
                });
    }

    private String leak() throws Exception {
        String log =
                CapturedLog.of(
                        "com.zaxxer.hikari.pool.ProxyLeakTask",
                        said -> {
                            try (DatabaseManager manager =
                                    load(file("leak-detection-threshold = 50ms"))) {
                                manager.connect();
                                DataSource pool =
                                        manager.connection("primary").access(DataSource.class);
                                try (Connection kept = pool.getConnection()) {
                                    await(() -> said.get().contains("\tat io.dbm.it.docs."));
                                }
                            }
                        });
        return log.lines()
                .filter(line -> line.contains("leak detection triggered"))
                .map(line -> line.substring(line.indexOf("WARN")))
                .findFirst()
                .orElseThrow();
    }

    private static String slowStatement() {
        return using(
                server("query-timeout = 200ms"),
                manager ->
                        manager.connection("primary")
                                .database()
                                .query("select pg_sleep(5)", row -> row.getString(1)));
    }

    private interface Mistake {
        void make(NamedConnection connection) throws Exception;
    }

    private static String onMongo(Mistake mistake) {
        MongoServer server = new MongoServer(new MemoryBackend());
        try (DatabaseManager manager =
                manager(
                        "documents",
                        "type = mongodb, host = localhost, database = shop, port = "
                                + server.bind().getPort())) {
            manager.connect();
            return catchThrowable(() -> mistake.make(manager.connection("documents"))).getMessage();
        } finally {
            server.shutdownNow();
        }
    }

    /** Loads an application's own file where some artifact is not on the class path. */
    private String starting(String file, String missing) throws Exception {
        Files.writeString(folder.resolve("application.conf"), file);
        List<URL> classPath = new ArrayList<>(List.of(folder.toUri().toURL()));
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            boolean isOfTests = each.contains("test-classes") || each.endsWith("tests.jar");
            if (!isOfTests && !each.contains(missing)) {
                classPath.add(Path.of(each).toUri().toURL());
            }
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader application =
                new URLClassLoader(
                        classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(application);
            Method load = application.loadClass("io.dbm.core.Dbm").getMethod("load");
            return catchThrowable(() -> load.invoke(null)).getCause().getMessage();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private String noPluginFolder() throws Exception {
        return starting(PLUGINS.formatted(folder.resolve("plugin")), "nothing");
    }

    private String twoProviders() throws Exception {
        Path plugins = folder.resolve("plugins");
        for (String each : List.of("current", "legacy")) {
            new PluginJar()
                    .withAllBeside(PostgresProvider.class)
                    .write(plugins.resolve(each).resolve("dbm-provider-postgres.jar"));
        }
        return starting(PLUGINS.formatted(plugins), "dbm-provider-postgres");
    }

    private String notConnected() {
        try (DatabaseManager manager = load(file(""))) {
            return catchThrowable(() -> manager.connection("primary").database()).getMessage();
        }
    }

    private String alreadyConnected() {
        return using(file(""), DatabaseManager::connect);
    }

    private static String down() throws Exception {
        try (FaultProxy network = new FaultProxy(PostgresServer.port())) {
            return using(
                    server("port = " + network.port(), "borrow-when-down = fail"),
                    manager -> {
                        NamedConnection primary = manager.connection("primary");
                        network.close();
                        primary.healthCheck();
                        await(() -> primary.health().cause().orElse("").contains("refused"));
                        primary.access(DataSource.class).getConnection().close();
                    });
        }
    }

    private String last() {
        return using(file(""), manager -> manager.remove("primary"));
    }

    private String noDefault() {
        return using(file(""), manager -> manager.defaultDatabase());
    }

    private String closed() {
        DatabaseManager manager = load(file(""));
        manager.connect();
        DataSource pool = manager.connection("primary").access(DataSource.class);
        manager.close();
        return catchThrowable(pool::getConnection).getMessage();
    }

    private String removed() {
        return using(
                file(""),
                manager -> {
                    manager.add("tenant-7", Map.of("type", "sqlite", "filepath", ":memory:"));
                    manager.remove("tenant-7");
                    manager.connection("tenant-7");
                });
    }

    private static DatabaseManager load(String settings) {
        return manager("primary", settings);
    }

    private static DatabaseManager manager(String name, String settings) {
        return Dbm.load(
                ConfigFactory.parseString(
                        "dbmanager.connections." + name + " {\n" + settings + "\n}"));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
