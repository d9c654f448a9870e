package io.dbm.provider.mongo;

import com.mongodb.MongoCredential;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.UUID;

/** The server that a test runs against; the test has a database of its own there. */
final class Server implements AutoCloseable {

    private final String database = "dbm_test_" + UUID.randomUUID().toString().substring(0, 8);
    private final MongoServer embedded = new MongoServer(new MemoryBackend());
    private final Optional<RealServer> real;
    private final ServerAddress address;

    /** The real one, if there is one; otherwise one in this JVM. */
    Server() {
        this(Location.ofRealServer());
    }

    private Server(Optional<RealServer> real) {
        this.real = real;
        this.address = real.map(RealServer::primary).orElseGet(() -> start(embedded));
    }

    /** One in this JVM in any case, which asks nobody who he is. */
    static Server embedded() {
        return new Server(Optional.empty());
    }

    private static ServerAddress start(MongoServer embedded) {
        InetSocketAddress bound = embedded.bind();
        return new ServerAddress("127.0.0.1", bound.getPort());
    }

    String database() {
        return database;
    }

    /** Returns the host of the server that can be written to. */
    String host() {
        return address.getHost();
    }

    int port() {
        return address.getPort();
    }

    /** Returns the settings of a connection to it, as they stand between its braces. */
    String settings() {
        return real.map(server -> withDsn(server.dsn(""))).orElseGet(() -> withKeys(port()))
                + "database = "
                + database;
    }

    /** Returns the settings of a connection to it that passes through a port of this machine. */
    String settingsThrough(int port) {
        return real.map(server -> withDsn(server.dsnThrough(port))).orElseGet(() -> withKeys(port))
                + "database = "
                + database;
    }

    /** Returns the settings of a connection whose dsn names a database. */
    String settingsWithDsn(String database) {
        return withDsn(
                real.map(server -> server.dsn(database))
                        .orElse("mongodb://127.0.0.1:" + port() + "/" + database));
    }

    private static String withDsn(String dsn) {
        return "type = mongodb\ndsn = " + ConfigUtil.quoteString(dsn) + "\n";
    }

    private static String withKeys(int port) {
        return "type = mongodb\nhost = \"127.0.0.1\"\nport = " + port + "\n";
    }

    /** Returns how the tests log in by a password, if the server asks for one. */
    Optional<MongoCredential> login() {
        return real.flatMap(RealServer::login).filter(login -> login.getPassword() != null);
    }

    /** Returns the settings of a connection that logs in as the tests do, with another password. */
    String settingsWithPassword(String password) {
        return withDsn(real.orElseThrow().dsnWithoutLogin())
                + "user = %s\npassword = %s"
                        .formatted(
                                ConfigUtil.quoteString(login().orElseThrow().getUserName()),
                                ConfigUtil.quoteString(password));
    }

    static Config config(String... settings) {
        return ConfigFactory.parseString(
                "dbmanager.connections.documents {\n" + String.join("\n", settings) + "\n}");
    }

    static DatabaseManager connect(String... settings) {
        DatabaseManager manager = Dbm.load(config(settings));
        try {
            manager.connect();
            return manager;
        } catch (RuntimeException | Error e) {
            try (manager) {
                throw e;
            }
        }
    }

    static NamedConnection documents(DatabaseManager manager) {
        return manager.connection("documents");
    }

    @Override
    public void close() {
        real.ifPresent(
                server -> {
                    try (MongoClient client = server.client()) {
                        client.getDatabase(database).drop();
                    }
                });
        embedded.shutdownNow();
    }
}
