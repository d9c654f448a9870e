package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import com.typesafe.config.ConfigFactory;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.DatabaseManager;
import io.netty.channel.Channel;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a MongoDB connection with {@code enable-tracing} shows of what it is asked. */
class MongoTracingTest {

    private final MongoServer server = new MongoServer(new BackendWithSessions());
    private final int port = server.bind().getPort();
    private final Tracer tracer = new Tracer();

    @AfterEach
    void close() {
        tracer.close();
        server.shutdownNow();
    }

    @Test
    void aCommandIsAChildOfItsCallersSpanAndShowsNoValues() throws Exception {
        try (DatabaseManager manager = connect(true)) {
            MongoDatabase shop = manager.connection("documents").access(MongoDatabase.class);
            List<SpanData> spans =
                    tracer.during(
                            () -> {
                                shop.getCollection("person")
                                        .insertOne(new Document("_id", 4711).append("name", "Ada"));
                                shop.getCollection("person")
                                        .find(new Document("name", "Ada"))
                                        .first();
                            });
            assertThat(spans)
                    .extracting(SpanData::getName)
                    .containsExactly("insert person", "find person");
            assertThat(spans).extracting(SpanData::getKind).containsOnly(SpanKind.CLIENT);
            Map<String, Object> said = Tracer.said(spans.get(1));
            assertThat(said.remove("db.query.text").toString())
                    .contains("\"find\": \"person\"", "\"name\": \"?\"");
            assertThat(said)
                    .isEqualTo(
                            Map.of(
                                    "db.system.name", "mongodb",
                                    "db.namespace", "shop",
                                    "db.operation.name", "find",
                                    "db.collection.name", "person",
                                    "dbm.connection.name", "documents",
                                    "server.address", "localhost",
                                    "server.port", (long) port));
            assertThat(tracer.all().toString()).doesNotContain("Ada", "4711");
        }
    }

    @Test
    void anErrorIsNamedAndNotQuoted() throws Exception {
        try (DatabaseManager manager = connect(true)) {
            MongoDatabase shop = manager.connection("documents").access(MongoDatabase.class);
            Document unknown = new Document("nonsense", 1).append("of", "secret");
            List<SpanData> spans =
                    tracer.during(
                            () ->
                                    assertThatThrownBy(() -> shop.runCommand(unknown))
                                            .isInstanceOf(MongoException.class));
            assertThat(spans).hasSize(1);
            assertThat(spans.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(Tracer.said(spans.get(0)).get("error.type").toString())
                    .isEqualTo("com.mongodb.MongoCommandException");
            assertThat(tracer.all().toString()).doesNotContain("secret", "exception.message");
        }
    }

    @Test
    void healthChecksAreNotTracedAndOpeningIs() throws Exception {
        try (DatabaseManager manager = connect(true)) {
            assertThat(tracer.all())
                    .extracting(SpanData::getName)
                    .containsExactly("connect documents");
            assertThat(tracer.during(manager::healthCheck)).isEmpty();
            assertThat(tracer.all()).extracting(SpanData::getName).containsExactly("caller");
        }
    }

    @Test
    void closingIsNotTraced() throws Exception {
        DatabaseManager manager = connect(true);
        MongoDatabase shop = manager.connection("documents").access(MongoDatabase.class);
        assertThat(shop.getCollection("person").countDocuments()).isZero();

        assertThat(tracer.during(manager::close)).isEmpty();

        assertThat(tracer.all()).extracting(SpanData::getName).containsExactly("caller");
    }

    @Test
    void offIsNoTrace() throws Exception {
        try (DatabaseManager manager = connect(false)) {
            MongoDatabase shop = manager.connection("documents").access(MongoDatabase.class);
            assertThat(tracer.during(() -> shop.getCollection("person").countDocuments()))
                    .isEmpty();
            assertThat(tracer.all()).extracting(SpanData::getName).containsExactly("caller");
        }
    }

    private DatabaseManager connect(boolean traced) {
        DatabaseManager manager =
                tracer.builder()
                        .config(
                                ConfigFactory.parseString(
                                        ("dbmanager.connections.documents { type = mongodb,"
                                                        + " host = localhost, port = %d,"
                                                        + " database = shop,"
                                                        + " enable-tracing = %s }")
                                                .formatted(port, traced)))
                        .load();
        manager.connect();
        return manager;
    }

    /** Has the driver make sessions, and end them when its client is closed. */
    private static final class BackendWithSessions extends MemoryBackend {
        @Override
        public de.bwaldvogel.mongo.bson.Document handleCommand(
                Channel channel,
                String database,
                String command,
                de.bwaldvogel.mongo.bson.Document query) {
            de.bwaldvogel.mongo.bson.Document answer =
                    super.handleCommand(channel, database, command, query);
            return answer.containsKey("maxWireVersion")
                    ? answer.append("logicalSessionTimeoutMinutes", 30)
                    : answer;
        }
    }
}
