package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultProxy;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.dbm.ConnectionClosedException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.UnsupportedAccessException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What application code holds stays valid. */
@Timeout(60)
class HandleTest {

    private final Server server = new Server();

    @BeforeEach
    void nothingIsOpen() {
        Clients.await(0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void everythingThatAClientGaveGoesOnWorkingAfterAReconnect() {
        try (DatabaseManager manager = Server.connect(server.settings())) {
            NamedConnection documents = Server.documents(manager);
            MongoClient client = documents.access(MongoClient.class);
            MongoDatabase database = client.getDatabase(server.database());
            MongoCollection<Document> plain = database.getCollection("words");
            MongoCollection<Document> adapted =
                    client.withTimeout(20, TimeUnit.SECONDS)
                            .getDatabase(server.database())
                            .withWriteConcern(WriteConcern.W1)
                            .getCollection("words")
                            .withReadPreference(ReadPreference.primaryPreferred());
            plain.insertOne(new Document("word", "before"));

            documents.reconnect();
            Clients.await(1);

            plain.insertOne(new Document("word", "after"));
            assertThat(adapted.find(Filters.eq("word", "after")).first()).isNotNull();
            assertThat(adapted.countDocuments()).isEqualTo(2);
            assertThat(database.listCollectionNames()).contains("words");
            assertThat(client.listDatabaseNames()).contains(server.database());
            assertThat(adapted.getReadPreference()).isEqualTo(ReadPreference.primaryPreferred());
            assertThat(adapted.getWriteConcern()).isEqualTo(WriteConcern.W1);
            assertThat(adapted.getTimeout(TimeUnit.SECONDS)).isEqualTo(20);
        }
    }

    @Test
    void theConfiguredDatabaseIsAnAccessLayerToo() {
        try (DatabaseManager manager = Server.connect(server.settings())) {
            NamedConnection documents = Server.documents(manager);
            MongoDatabase database = documents.access(MongoDatabase.class);
            assertThat(database.getName()).isEqualTo(server.database());
            database.getCollection("words").insertOne(new Document("word", "one"));
            documents.reconnect();
            Clients.await(1);
            assertThat(database.getCollection("words").countDocuments()).isEqualTo(1);
            assertThat(documents.access(MongoDatabase.class)).isSameAs(database);
        }
    }

    @Test
    void theDatabaseOfADsnIsTheConfiguredOne() {
        String dsn = "type = mongodb, dsn = \"mongodb://h/shop\", database = other";
        assertThatThrownBy(() -> Server.connect(dsn)).hasMessageContaining("'dsn' says");
        try (DatabaseManager manager = Server.connect(server.settingsWithDsn("shop"))) {
            assertThat(Server.documents(manager).access(MongoDatabase.class).getName())
                    .isEqualTo("shop");
        }
    }

    @Test
    void withoutADatabaseOnlyWhoAsksForItLearnsWhatToDo() {
        try (DatabaseManager manager =
                Server.connect(server.settings().replaceAll("(?m)^database = .*$", ""))) {
            NamedConnection documents = Server.documents(manager);
            assertThat(documents.access(MongoClient.class)).isNotNull();
            assertThatThrownBy(() -> documents.access(MongoDatabase.class))
                    .isInstanceOf(UnsupportedAccessException.class)
                    .hasMessage(
                            "connection 'documents' names no database, which MongoDatabase needs:"
                                    + " write database for it, or ask its MongoClient for one");
        }
    }

    @Test
    void noOperationFailsWhileTheClientIsReplacedAgainAndAgain() {
        try (DatabaseManager manager =
                Server.connect(server.settings(), "max-open-conns = 3, shutdown-timeout = 20s")) {
            NamedConnection documents = Server.documents(manager);
            MongoCollection<Document> words =
                    documents.access(MongoDatabase.class).getCollection("words");
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger written = new AtomicInteger();
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                writers.add(
                        CompletableFuture.runAsync(
                                () -> {
                                    while (!enough.get()) {
                                        int number = written.incrementAndGet();
                                        words.insertOne(new Document("_id", number));
                                        assertThat(words.find(Filters.eq("_id", number)).first())
                                                .isNotNull();
                                    }
                                },
                                task -> new Thread(task).start()));
            }
            for (int replaced = 0; replaced < 5; replaced++) {
                documents.reconnect();
                int until = written.get() + 100;
                Conditions.await("writing goes on", () -> written.get() > until);
            }
            Clients.await(1);
            enough.set(true);
            writers.forEach(CompletableFuture::join);
            assertThat(words.countDocuments()).isEqualTo(written.get());
        }
    }

    @Test
    void anOperationInFlightOnTheFormerClientFinishes() throws IOException {
        try (FaultProxy tunnel = new FaultProxy(server.host(), server.port());
                DatabaseManager manager = Server.connect(server.settingsThrough(tunnel.port()))) {
            NamedConnection documents = Server.documents(manager);
            MongoCollection<Document> words =
                    documents.access(MongoDatabase.class).getCollection("words");
            words.insertOne(new Document("word", "one"));
            tunnel.hold();
            CompletableFuture<Long> inFlight = CompletableFuture.supplyAsync(words::countDocuments);
            Conditions.await("it is in flight", () -> documents.stats().pool().inUse() == 1);
            documents.reconnect();
            assertThat(words.countDocuments()).as("through the new client").isEqualTo(1);
            tunnel.release();
            assertThat(inFlight.join()).isEqualTo(1);
            Clients.await(1);
        }
    }

    @Test
    void whatIsWrongWithAnArgumentIsSaidAtOnce() {
        try (DatabaseManager manager = Server.connect(server.settings())) {
            MongoDatabase database = Server.documents(manager).access(MongoDatabase.class);
            assertThatThrownBy(() -> database.getCollection(""))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aClientIsDbmsToClose() {
        DatabaseManager manager = Server.connect(server.settings());
        MongoClient client = Server.documents(manager).access(MongoClient.class);
        MongoDatabase database = client.getDatabase("any");
        try (manager) {
            assertThatThrownBy(client::close)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "the MongoClient of connection 'documents' belongs to dbm: close the"
                                    + " DatabaseManager");
            assertThat(database.runCommand(new Document("ping", 1))).isNotNull();
        }
        assertThatThrownBy(() -> database.runCommand(new Document("ping", 1)))
                .isInstanceOf(ConnectionClosedException.class);
        Clients.await(0);
    }

    @Test
    void handlesSayWhoseTheyAreAndAreEqualToThemselvesAlone() {
        try (DatabaseManager manager = Server.connect(server.settings())) {
            MongoClient client = Server.documents(manager).access(MongoClient.class);
            MongoDatabase database = client.getDatabase("any");
            assertThat(client).hasToString("MongoClient of connection 'documents'");
            assertThat(database)
                    .hasToString("MongoDatabase of connection 'documents'")
                    .isEqualTo(database)
                    .hasSameHashCodeAs(database)
                    .isNotEqualTo(client.getDatabase("any"));
        }
    }
}
