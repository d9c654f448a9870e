package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultProxy;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoDatabase;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.PoolStats;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The figures of a connection's pools. */
@Timeout(60)
class StatsTest {

    private static final Document PING = new Document("ping", 1);

    private final Server server = new Server();
    private FaultProxy tunnel;
    private DatabaseManager manager;
    private NamedConnection documents;
    private MongoDatabase database;

    @BeforeEach
    void connect() throws IOException {
        tunnel = new FaultProxy(server.host(), server.port());
        manager =
                Server.connect(
                        server.settingsThrough(tunnel.port()),
                        "max-open-conns = 1, acquire-timeout = 300ms, shutdown-timeout = 1s");
        documents = Server.documents(manager);
        database = documents.access(MongoDatabase.class);
    }

    @AfterEach
    void close() throws IOException {
        tunnel.release();
        manager.close();
        tunnel.close();
        server.close();
    }

    @Test
    void aBorrowOfAnIdleConnectionIsNoWait() {
        database.runCommand(PING);
        assertThat(stats()).isEqualTo(PoolStats.builder().open(1).idle(1).max(1).opened(1).build());
    }

    @Test
    void aBorrowThatFindsNoIdleConnectionWaitsAndIsCounted() {
        tunnel.hold();
        CompletableFuture<Document> first = ping();
        Conditions.await("it is in use", () -> stats().inUse() == 1);
        assertThat(stats())
                .isEqualTo(PoolStats.builder().open(1).inUse(1).max(1).opened(1).build());

        CompletableFuture<Document> second = ping();
        Conditions.await("another one waits", () -> stats().pending() == 1);
        tunnel.release();
        first.join();
        second.join();
        Conditions.await("it is given back", () -> stats().idle() == 1);
        assertThat(stats().waits()).isEqualTo(1);
        assertThat(stats().waitTime()).isPositive().isLessThan(Duration.ofSeconds(5));
        assertThat(stats().pending()).isZero();
        assertThat(stats().borrowTimeouts()).isZero();
    }

    @Test
    void aBorrowThatGetsNoneInTimeIsCounted() {
        tunnel.hold();
        CompletableFuture<Document> first = ping();
        Conditions.await("it is in use", () -> stats().inUse() == 1);
        assertThatThrownBy(() -> database.runCommand(PING))
                .isInstanceOf(MongoTimeoutException.class);
        assertThat(stats().borrowTimeouts()).isEqualTo(1);
        assertThat(stats().waits()).isEqualTo(1);
        assertThat(stats().waitTime())
                .isPositive(); // of acquire-timeout, what the pool was asked for
        tunnel.release();
        first.join();
    }

    @Test
    void waitsOutliveTheClientThatTheyWereFor() {
        aBorrowThatGetsNoneInTimeIsCounted();
        documents.reconnect();
        assertThat(stats().waits()).isEqualTo(1);
        assertThat(stats().borrowTimeouts()).isEqualTo(1);
    }

    @Test
    void connectionsThatWereLostAreNotCounted() throws IOException {
        tunnel.refuse();
        assertThatThrownBy(() -> database.runCommand(PING)).isInstanceOf(Exception.class);
        Conditions.await("none is left", () -> stats().open() == 0);
        tunnel.mend();
        Conditions.await("the server is found again", this::pingsAgain);
        assertThat(stats().open()).isEqualTo(1);
        assertThat(stats().idle()).isEqualTo(1);
        assertThat(stats().inUse()).isZero();
        assertThat(stats().pending()).isZero();
    }

    private boolean pingsAgain() {
        try {
            database.runCommand(PING);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private CompletableFuture<Document> ping() {
        return CompletableFuture.supplyAsync(
                () -> database.runCommand(PING), task -> new Thread(task).start());
    }

    private PoolStats stats() {
        return documents.stats().pool();
    }
}
