package io.dbm.it.reference;

import static io.dbm.it.Conditions.await;

import com.example.faulty.FaultProxy;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import io.dbm.NamedConnection;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** A MongoDB server in this JVM, on a network of one's own. */
final class MongoTestDatabase implements TestDatabase {

    private final AttentiveBackend backend = new AttentiveBackend();
    private final MongoServer server = new MongoServer(backend);
    private final FaultProxy network;

    MongoTestDatabase() throws IOException {
        network = new FaultProxy(server.bind().getPort());
        backend.isAt(port());
    }

    int port() {
        return server.getLocalAddress().getPort();
    }

    AttentiveBackend backend() {
        return backend;
    }

    @Override
    public String settings() {
        return settings(network.port());
    }

    static String settings(int port) {
        return "type = mongodb, host = localhost, database = shop, port = " + port;
    }

    @Override
    public String settingsOfNothing() throws IOException {
        return settings(Ports.closed());
    }

    @Override
    public Held hold(NamedConnection connection) throws Exception {
        return new Busy(connection);
    }

    @Override
    public void use(NamedConnection connection) {
        connection.access(MongoDatabase.class).runCommand(new Document("ping", 1));
    }

    @Override
    public void useForLong(NamedConnection connection) {
        String name = UUID.randomUUID().toString();
        try {
            connection.access(MongoDatabase.class).runCommand(AttentiveBackend.heldPing(name));
        } finally {
            backend.release(name);
        }
    }

    @Override
    public void breakDown() throws IOException {
        network.refuse();
    }

    @Override
    public void mend() {
        network.mend();
    }

    @Override
    public void close() throws IOException {
        network.close();
        backend.releaseAll();
        server.shutdownNow();
    }

    /** A command that is under way. */
    private final class Busy implements Held {

        private final String name = UUID.randomUUID().toString();
        private final Future<?> command;

        Busy(NamedConnection connection) throws InterruptedException {
            MongoDatabase database =
                    connection.access(MongoDatabase.class).withTimeout(1, TimeUnit.MINUTES);
            command = Work.start(() -> database.runCommand(AttentiveBackend.heldPing(name)));
            await(() -> backend.holds(name));
        }

        @Override
        public boolean isAlive() {
            return !command.isDone();
        }

        @Override
        public void close() throws InterruptedException {
            backend.release(name);
            await(command::isDone);
        }
    }
}
