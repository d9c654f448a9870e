package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultProxy;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ConnectionId;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.ServerId;
import com.mongodb.event.ConnectionCheckOutStartedEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolCreatedEvent;
import com.mongodb.event.ConnectionPoolListener;
import com.mongodb.event.ConnectionReadyEvent;
import io.dbm.spi.PoolExhaustedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A ping through a pool that fills after the ping has looked whether it is full. */
@Timeout(60)
class PingTest {

    private static final Document PING = new Document("ping", 1);
    private static final ConnectionPoolSettings ONE =
            ConnectionPoolSettings.builder().maxSize(1).build();

    private final Server server = Server.embedded();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aPoolThatFillsJustBeforeAPingIsNoDeadDatabase() throws Exception {
        try (Fixture fixture = new Fixture(true)) {
            assertThatThrownBy(() -> fixture.backend.ping(Duration.ofSeconds(4)))
                    .isInstanceOf(PoolExhaustedException.class)
                    .hasMessage(
                            "the pool is exhausted: all 1 connections to a server are in use, and"
                                    + " callers wait");
        }
    }

    @Test
    void aPingThatTimesOutWhereNothingIsInUseHasFoundADeadDatabase() throws Exception {
        try (Fixture fixture = new Fixture(false)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> fixture.backend.ping(Duration.ofSeconds(1)))
                    .isInstanceOf(MongoTimeoutException.class);
            assertThat(Conditions.since(start)).isLessThan(Duration.ofMillis(1500));
        }
    }

    /** A client all of whose connections are in use, and figures that do not show it yet. */
    private final class Fixture implements AutoCloseable, ConnectionPoolListener {
        private final FaultProxy tunnel = new FaultProxy(server.host(), server.port());
        private final PoolFigures figures =
                new PoolFigures(ONE, new ServerSearch(Duration.ofSeconds(1)));
        private final boolean showsItAtTheNextBorrow;
        private final MongoClient client;
        private final CompletableFuture<Document> busy;
        final MongoBackend backend;
        private volatile boolean full;

        Fixture(boolean showsItAtTheNextBorrow) throws Exception {
            this.showsItAtTheNextBorrow = showsItAtTheNextBorrow;
            MongoClientSettings settings =
                    MongoClientSettings.builder()
                            .applyConnectionString(
                                    new ConnectionString("mongodb://127.0.0.1:" + tunnel.port()))
                            .applyToConnectionPoolSettings(it -> it.maxSize(1))
                            .build();
            PoolFigures real = new PoolFigures(ONE, new ServerSearch(Duration.ofSeconds(1)));
            client =
                    MongoClients.create(
                            MongoClientSettings.builder(settings)
                                    .applyToConnectionPoolSettings(
                                            it ->
                                                    it.addConnectionPoolListener(this)
                                                            .addConnectionPoolListener(real))
                                    .build());
            backend = new MongoBackend(settings, client, figures);
            client.getDatabase("admin").runCommand(PING);
            tunnel.hold();
            busy =
                    CompletableFuture.supplyAsync(
                            () -> client.getDatabase("admin").runCommand(PING),
                            task -> new Thread(task).start());
            Conditions.await("it is in use", () -> real.stats().inUse() == 1);
            full = true;
        }

        @Override
        public void connectionCheckOutStarted(ConnectionCheckOutStartedEvent event) {
            if (full && showsItAtTheNextBorrow) {
                lendOne(event.getServerId());
            }
        }

        private void lendOne(ServerId id) {
            ConnectionId lent = new ConnectionId(id);
            figures.connectionPoolCreated(
                    new ConnectionPoolCreatedEvent(id, ConnectionPoolSettings.builder().build()));
            figures.connectionCreated(new ConnectionCreatedEvent(lent));
            figures.connectionReady(new ConnectionReadyEvent(lent, 1));
            figures.connectionCheckedOut(new ConnectionCheckedOutEvent(lent, 1, 1));
        }

        @Override
        public void close() throws Exception {
            tunnel.release();
            busy.join();
            client.close();
            tunnel.close();
        }
    }
}
