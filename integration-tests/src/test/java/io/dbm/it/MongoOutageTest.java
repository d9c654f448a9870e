package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.faulty.FaultProxy;
import com.mongodb.client.MongoDatabase;
import com.typesafe.config.ConfigFactory;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made and logged while MongoDB is looked for. */
@Timeout(60)
class MongoOutageTest {

    /** Logs, at INFO, each client that is made, with all of its settings. */
    private static final String DRIVER = "org.mongodb.driver.client";

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private FaultProxy network;

    @BeforeEach
    void dig() throws IOException {
        network = new FaultProxy(server.bind().getPort());
    }

    @AfterEach
    void close() throws IOException {
        network.close();
        server.shutdownNow();
    }

    private DatabaseManager tolerate() {
        DatabaseManager manager =
                Dbm.load(
                        ConfigFactory.parseString(
                                "dbmanager.connections.documents { type = mongodb, host ="
                                        + " \"127.0.0.1\", database = shop, start = tolerate,"
                                        + " connect-timeout = 2s, acquire-timeout = 50s, retry-attempts"
                                        + " = 1, port = "
                                        + network.port()
                                        + " }"));
        manager.connect();
        return manager;
    }

    private static CompletableFuture<Document> ask(DatabaseManager manager) {
        return CompletableFuture.supplyAsync(
                () ->
                        manager.connection("documents")
                                .access(MongoDatabase.class)
                                .runCommand(new Document("ping", 1)),
                task -> new Thread(task).start());
    }

    private static long clientsIn(String log) {
        return log.lines()
                .filter(line -> line.contains(DRIVER) && line.contains("created"))
                .count();
    }

    @Test
    void whileACallerWaitsNoClientIsMadeBeforeAServerAnswers() throws Exception {
        network.refuse();
        assertOneClientIsMadeInTheOutage(30);
    }

    @Test
    void norWhereTheNetworkSwallowsEverything() throws Exception {
        network.becomeBlackHole();
        assertOneClientIsMadeInTheOutage(15);
    }

    private void assertOneClientIsMadeInTheOutage(int probes) throws Exception {
        CapturedLog.of(
                DRIVER,
                log -> {
                    try (DatabaseManager manager = tolerate()) {
                        CompletableFuture<Document> answer = ask(manager);
                        int before = network.connections();
                        Conditions.await(() -> network.connections() - before >= probes);
                        assertThat(clientsIn(log.get())).isOne();
                        assertThat(answer).isNotDone();
                        network.mend();
                        assertThat(answer.join()).containsKey("ok");
                    }
                    assertThat(clientsIn(log.get())).isGreaterThan(1);
                });
        Conditions.await(() -> network.open() == 0);
    }
}
