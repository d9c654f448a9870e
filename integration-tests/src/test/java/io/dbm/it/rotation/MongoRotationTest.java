package io.dbm.it.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.mongo.LoginServer;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.typesafe.config.ConfigFactory;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import io.dbm.it.Conditions;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The password of a MongoDB server changes while it is used. */
@Timeout(60)
class MongoRotationTest {

    private static final int THREADS = 4;

    private final Vault vault = new Vault("app", "one");

    @Test
    void theClientIsReplacedAndHandlesStayValid() throws Exception {
        MongoServer server = new MongoServer(new MemoryBackend());
        try (LoginServer door =
                        new LoginServer(
                                "localhost", server.bind().getPort(), "admin", "app", "one");
                DatabaseManager manager = load(door.port())) {
            manager.connect();
            NamedConnection documents = manager.connection("documents");
            MongoClient client = documents.access(MongoClient.class);
            MongoCollection<Document> words =
                    documents.access(MongoDatabase.class).getCollection("words");

            Load load =
                    Load.of(
                            THREADS,
                            List.of(
                                    () -> words.insertOne(new Document("word", "one")),
                                    () ->
                                            client.getDatabase("shop")
                                                    .listCollectionNames()
                                                    .first()));
            try (load) {
                Conditions.await(() -> documents.stats().pool().open() == THREADS);
                Conditions.await(() -> door.logins() >= THREADS); // open is before logged in

                door.setPassword("two");
                vault.say("wrong");
                Conditions.await(() -> door.refusals() > 0);
                vault.awaitQuestions(3);
                int logins = door.logins();
                vault.say("two");
                Conditions.await(() -> door.logins() >= logins + THREADS);

                int done = load.done();
                Conditions.await(() -> load.done() > done + 100);
            }
            assertThat(load.failures()).isEmpty();

            assertThat(words.countDocuments()).isPositive();
        } finally {
            server.shutdownNow();
        }
    }

    private DatabaseManager load(int port) {
        return Dbm.builder()
                .config(
                        ConfigFactory.parseString(
                                """
                                dbmanager.connections.documents {
                                  type = mongodb, host = localhost, port = %d, database = shop
                                  max-open-conns = %d, min-idle-conns = %d
                                }
                                """
                                        .formatted(port, THREADS, THREADS)))
                .credentials("documents", vault)
                .load();
    }
}
