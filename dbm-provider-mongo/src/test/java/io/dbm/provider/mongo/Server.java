package io.dbm.provider.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
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

/**
 * The server that tests run against: one in this JVM, or the one that the environment variable
 * DBM_TEST_MONGO_URL names. Each test has a database of its own there.
 */
final class Server implements AutoCloseable {

    static final Optional<ConnectionString> REAL =
            Optional.ofNullable(System.getenv("DBM_TEST_MONGO_URL")).map(ConnectionString::new);

    private final String database = "dbm_test_" + UUID.randomUUID().toString().substring(0, 8);
    private final MongoServer inMemory = new MongoServer(new MemoryBackend());
    private final ServerAddress address;

    Server() {
        if (REAL.isPresent()) {
            address = new ServerAddress(REAL.get().getHosts().get(0));
        } else {
            InetSocketAddress bound = inMemory.bind();
            address = new ServerAddress("127.0.0.1", bound.getPort());
        }
    }

    String database() {
        return database;
    }

    String host() {
        return address.getHost();
    }

    int port() {
        return address.getPort();
    }

    /** Returns the settings of a connection to it, as they stand between its braces. */
    String settings() {
        String set =
                REAL.map(ConnectionString::getRequiredReplicaSetName)
                        .map(name -> "replica-set = " + ConfigUtil.quoteString(name) + "\n")
                        .orElse("");
        return settings(host(), port()) + set;
    }

    /** Returns the settings of a connection to it that passes through another port. */
    String settings(String host, int port) {
        return """
        type = mongodb
        host = "%s"
        port = %d
        database = %s
        """
                        .formatted(host, port, database)
                + REAL.flatMap(it -> Optional.ofNullable(it.getCredential()))
                        .map(
                                login ->
                                        "user = %s\npassword = %s\nauth-source = %s\n"
                                                .formatted(
                                                        ConfigUtil.quoteString(login.getUserName()),
                                                        ConfigUtil.quoteString(
                                                                new String(login.getPassword())),
                                                        ConfigUtil.quoteString(login.getSource())))
                        .orElse("");
    }

    /** Returns a client of the driver itself. */
    MongoClient client() {
        return MongoClients.create(
                REAL.map(ConnectionString::getConnectionString)
                        .orElse("mongodb://" + host() + ":" + port()));
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

    /** Stops answering; only where it is in this JVM. */
    void stop() {
        inMemory.shutdownNow();
    }

    @Override
    public void close() {
        if (REAL.isPresent()) {
            try (MongoClient client = client()) {
                client.getDatabase(database).drop();
            }
        }
        inMemory.shutdownNow();
    }
}
