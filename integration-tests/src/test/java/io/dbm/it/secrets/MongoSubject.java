package io.dbm.it.secrets;

import com.example.faulty.FaultProxy;
import com.example.mongo.LoginServer;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.NamedConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/** MongoDB, behind a door that asks for the password. */
final class MongoSubject implements Subject {

    /** What is to be found in what it prints: else it has not been everywhere. */
    static final List<String> SIGNS =
            List.of(
                    "the secret has changed",
                    "DEBUG org.mongodb.driver.protocol.command",
                    "event=opened",
                    "the server refuses user 'app'",
                    "noSuchCommand");

    /** The driver's first login, in a JVM that has just started, takes its time. */
    private static final String TYPE = "type = mongodb, acquire-timeout = 3s, ";

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final LoginServer door =
            new LoginServer("localhost", server.bind().getPort(), "admin", "app", Secrets.RIGHT);
    private final FaultProxy network = new FaultProxy(door.port());

    MongoSubject() throws IOException {}

    @Override
    public List<String> working() {
        String right = Secrets.encoded(Secrets.RIGHT);
        return List.of(
                keys(Secrets.RIGHT),
                dsn("app:" + right + "@", ""),
                dsn("app:" + right + "@", "?authMechanism=SCRAM-SHA-1"));
    }

    @Override
    public Map<String, String> failing() {
        String right = Secrets.encoded(Secrets.RIGHT);
        String wrong = Secrets.encoded(Secrets.WRONG);
        Map<String, String> failing = new LinkedHashMap<>();
        failing.put("a wrong password", keys(Secrets.WRONG));
        failing.put("a wrong password in the URL", dsn("app:" + wrong + "@", ""));
        failing.put("an unreachable server", keys(Secrets.RIGHT) + "port = 1\n");
        failing.put(
                "an unreachable server in the URL",
                "type = mongodb, dsn = \"mongodb://app:" + right + "@localhost:1/app\"");
        failing.put(
                "an unknown host",
                "type = mongodb, dsn = \"mongodb://app:" + right + "@host.invalid/app\"");
        failing.put(
                "an unknown name",
                "type = mongodb, dsn = \"mongodb+srv://app:" + right + "@host.invalid/app\"");
        failing.put("TLS with a server that has none", keys(Secrets.RIGHT) + "sslmode = require");
        String raw = Secrets.RIGHT.replace("\"", "");
        for (String dsn :
                List.of(
                        "mongodb://app:" + raw + "@localhost/app",
                        "mysql://app:" + right + "@localhost/app",
                        "mongodb://app:" + right + "@localhost:port/app",
                        "mongodb://localhost/app?" + right,
                        "mongodb://localhost/app?authMechanismProperties=x:" + right,
                        "mongodb://localhost/app?proxyPassword=" + right,
                        raw)) {
            failing.put("malformed dsn " + failing.size(), "type = mongodb, dsn = \"" + dsn + '"');
        }
        return failing;
    }

    @Override
    public Optional<String> reading(Path file) {
        return Optional.of(keys() + "password-file = \"" + file + "\"\n");
    }

    @Override
    public void setSecret(String secret) {
        door.setPassword(secret);
    }

    private String keys(String password) {
        return keys() + "password = " + Secrets.quoted(password) + "\n";
    }

    private String keys() {
        return TYPE
                + "host = localhost, user = app, database = app, port = %d\n"
                        .formatted(network.port());
    }

    private String dsn(String before, String after) {
        return TYPE
                + "auth-source = admin, dsn = \"mongodb://%slocalhost:%d/app%s\"\n"
                        .formatted(before, network.port(), after);
    }

    @Override
    public void use(NamedConnection connection, Printer printer) {
        printer.outcome(
                "client",
                () -> {
                    MongoClient client = connection.access(MongoClient.class);
                    return client + " " + client.getClusterDescription();
                });
        for (String command : new String[] {"ping", "noSuchCommand"}) {
            printer.outcome(
                    "database",
                    () -> {
                        MongoDatabase database = connection.access(MongoDatabase.class);
                        return database + " " + database.runCommand(new Document(command, 1));
                    });
        }
        printer.outcome(
                "collection",
                () ->
                        connection
                                .access(MongoDatabase.class)
                                .getCollection("words")
                                .insertOne(new Document("word", "one")));
        printer.outcome("not SQL", connection::database);
    }

    @Override
    public boolean breakDown() throws IOException {
        network.refuse();
        return true;
    }

    @Override
    public void mend() {
        network.mend();
    }

    @Override
    public void close() throws IOException {
        network.close();
        door.close();
        server.shutdownNow();
    }
}
