package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.faulty.FaultProxy;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoDatabase;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.Health;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits and health, on a network that fails. */
@Timeout(60)
class NetworkTest {

    private static final Document PING = new Document("ping", 1);

    /** While somebody waits, the driver asks for a lost server every half second. */
    private static final Duration A_FEW_HEARTBEATS = Duration.ofSeconds(1);

    private final Server server = new Server();
    private FaultProxy tunnel;

    @BeforeEach
    void dig() throws IOException {
        tunnel = new FaultProxy(server.host(), server.port());
    }

    @AfterEach
    void close() throws IOException {
        tunnel.close();
        server.close();
    }

    @Test
    void aQueryTimeoutHoldsWhereNothingAnswers() {
        try (DatabaseManager manager = connect("query-timeout = 500ms")) {
            MongoDatabase database = database(manager);
            database.runCommand(PING);
            tunnel.becomeBlackHole();
            long start = System.nanoTime();
            assertThatThrownBy(() -> database.runCommand(PING))
                    .isInstanceOf(MongoTimeoutException.class);
            assertThat(Conditions.since(start))
                    .isBetween(Duration.ofMillis(400), Duration.ofMillis(1500));
        }
    }

    @Test
    void anAcquireTimeoutHoldsWhereAllConnectionsAreInUse() {
        assertAcquireTimeoutHolds("query-timeout = 30s");
        assertAcquireTimeoutHolds("query-timeout = 0");
    }

    private void assertAcquireTimeoutHolds(String queryTimeout) {
        try (DatabaseManager manager =
                connect(queryTimeout + ", max-open-conns = 1, acquire-timeout = 400ms")) {
            NamedConnection documents = Server.documents(manager);
            CompletableFuture<Document> busy = occupy(documents);
            long start = System.nanoTime();
            assertThatThrownBy(() -> database(manager).runCommand(PING))
                    .isInstanceOf(MongoTimeoutException.class);
            assertThat(Conditions.since(start))
                    .isBetween(Duration.ofMillis(350), Duration.ofMillis(1500));
            tunnel.release();
            busy.join();
        }
    }

    @Test
    void aQueryTimeoutThatIsShorterThanTheAcquireTimeoutBoundsTheWaitToo() {
        try (DatabaseManager manager =
                connect("query-timeout = 400ms, max-open-conns = 1, acquire-timeout = 20s")) {
            CompletableFuture<Document> busy = occupy(Server.documents(manager));
            long start = System.nanoTime();
            assertThatThrownBy(() -> database(manager).runCommand(PING))
                    .isInstanceOf(MongoTimeoutException.class);
            assertThat(Conditions.since(start))
                    .isBetween(Duration.ofMillis(350), Duration.ofMillis(1500));
            tunnel.release();
            busy.join();
        }
    }

    @Test
    void anAcquireTimeoutHoldsWhereNoServerIsLeft() throws IOException {
        try (DatabaseManager manager = connect("acquire-timeout = 400ms")) {
            MongoDatabase database = database(manager);
            tunnel.refuse();
            assertThatThrownBy(() -> database.runCommand(PING)).isInstanceOf(Exception.class);
            long start = System.nanoTime();
            assertThatThrownBy(() -> database.runCommand(PING))
                    .isInstanceOf(MongoTimeoutException.class);
            assertThat(Conditions.since(start)).isLessThan(Duration.ofMillis(1500));
        }
    }

    @Test
    void aConnectTimeoutHoldsWhereNothingAnswers() {
        tunnel.becomeBlackHole();
        long start = System.nanoTime();
        assertThat(refusal("connect-timeout = 500ms, retry-attempts = 1"))
                .matches(
                        "no server to read from(: | within \\d+ ms: )127.0.0.1:\\d+ (has not"
                                + " answered|cannot be reached, .*) \\(1 attempt in \\d+ ms\\)");
        assertThat(Conditions.since(start))
                .isBetween(Duration.ofMillis(400), Duration.ofMillis(1800));
        Clients.await(0);
    }

    @Test
    void aServerThatIsNotThereIsKnownAtOnceAndTriedAgain() throws IOException {
        tunnel.refuse();
        assertThat(refusal("retry-attempts = 2, retry-delay = 1ms"))
                .startsWith("no server to read from: 127.0.0.1:" + tunnel.port())
                .contains(" cannot be reached, ")
                .contains(" (2 attempts in ");
        Clients.await(0);
    }

    private String refusal(String limits) {
        try (DatabaseManager manager =
                Dbm.load(Server.config(server.settingsThrough(tunnel.port()), limits))) {
            return catchThrowableOfType(ConnectFailedException.class, manager::connect)
                    .reasons()
                    .get("documents");
        }
    }

    @Test
    void aHealthCheckHasItsOwnLimitWhereNothingAnswers() {
        try (DatabaseManager manager = connect("connect-timeout = 600ms")) {
            tunnel.becomeBlackHole();
            long start = System.nanoTime();
            Health health = Server.documents(manager).healthCheck();
            assertThat(health.status()).isEqualTo(Status.DOWN);
            assertThat(Conditions.since(start)).isLessThan(Duration.ofMillis(1500));
        }
    }

    @Test
    void aFullPoolIsNoDeadDatabase() {
        try (DatabaseManager manager = connect("max-open-conns = 1")) {
            NamedConnection documents = Server.documents(manager);
            CompletableFuture<Document> busy = occupy(documents);
            assertThat(documents.healthCheck().status()).isEqualTo(Status.UP);
            assertThat(documents.stats().pool().waits()).as("waits of callers").isZero();
            CompletableFuture<Document> waiting = ping(documents);
            Conditions.await("it waits", () -> documents.stats().pool().pending() == 1);
            Health health = documents.healthCheck();
            assertThat(health.status()).isEqualTo(Status.DEGRADED);
            assertThat(health.cause())
                    .hasValue(
                            "the pool is exhausted: all 1 connections to a server are in use, and"
                                    + " callers wait");
            tunnel.release();
            busy.join();
            waiting.join();
            assertThat(documents.healthCheck().status()).isEqualTo(Status.UP);
            assertThat(documents.stats().pool().waits()).as("waits of callers").isOne();
            Clients.await(1);
        }
    }

    @Test
    void aDeadDatabaseIsNoFullPool() {
        try (DatabaseManager manager =
                connect("max-open-conns = 1, connect-timeout = 600ms, shutdown-timeout = 100ms")) {
            NamedConnection documents = Server.documents(manager);
            CompletableFuture<Document> busy = occupy(documents);
            tunnel.becomeBlackHole();
            tunnel.release();
            Health health = documents.healthCheck();
            assertThat(health.status()).isEqualTo(Status.DOWN);
            assertThat(busy.cancel(true)).isTrue();
        }
    }

    @Test
    void aClientFindsItsServerAgainAndIsNotReplaced() throws IOException {
        try (DatabaseManager manager = connect("connect-timeout = 600ms, acquire-timeout = 5s")) {
            NamedConnection documents = Server.documents(manager);
            Set<String> before = Clients.open();
            tunnel.refuse();
            assertThat(documents.healthCheck().status()).isEqualTo(Status.DOWN);
            tunnel.mend();
            Conditions.await("it is up again", () -> documents.healthCheck().status() == Status.UP);
            assertThat(Clients.open()).isEqualTo(before);
        }
    }

    @Test
    void whoLooksForAServerFindsItThoughItsClientIsReplacedMeanwhile() throws IOException {
        try (DatabaseManager manager =
                connect("connect-timeout = 3s, acquire-timeout = 20s, shutdown-timeout = 20s")) {
            NamedConnection documents = Server.documents(manager);
            MongoDatabase database = database(manager);
            tunnel.refuse();
            assertThatThrownBy(() -> database.runCommand(PING)).isInstanceOf(Exception.class);
            tunnel.mend();
            tunnel.becomeBlackHole();
            CompletableFuture<Document> looking =
                    CompletableFuture.supplyAsync(
                            () -> database.runCommand(PING), task -> new Thread(task).start());
            Conditions.await("it waits", () -> documents.stats().pool().pending() == 1);
            LockSupport.parkNanos(A_FEW_HEARTBEATS.toNanos());
            tunnel.mend();
            documents.reconnect();
            assertThat(looking.join()).as("through the former client").isNotNull();
            Conditions.await("nobody waits", () -> documents.stats().pool().pending() == 0);
        }
    }

    @Test
    void whoFoundNoServerInTimeWaitsNoLonger() throws IOException {
        try (DatabaseManager manager = connect("acquire-timeout = 300ms")) {
            NamedConnection documents = Server.documents(manager);
            MongoDatabase database = database(manager);
            tunnel.refuse();
            assertThatThrownBy(() -> database.runCommand(PING)).isInstanceOf(Exception.class);
            assertThatThrownBy(() -> database.runCommand(PING))
                    .isInstanceOf(MongoTimeoutException.class);
            Conditions.await("nobody waits", () -> documents.stats().pool().pending() == 0);
        }
    }

    private DatabaseManager connect(String limits) {
        return Server.connect(server.settingsThrough(tunnel.port()), limits);
    }

    private static MongoDatabase database(DatabaseManager manager) {
        return Server.documents(manager).access(MongoDatabase.class);
    }

    /** Lets one operation hang until the tunnel is released. */
    private CompletableFuture<Document> occupy(NamedConnection documents) {
        tunnel.hold();
        CompletableFuture<Document> busy = ping(documents);
        Conditions.await("it is in use", () -> documents.stats().pool().inUse() == 1);
        return busy;
    }

    private static CompletableFuture<Document> ping(NamedConnection documents) {
        MongoDatabase database =
                documents.access(MongoDatabase.class).withTimeout(30, TimeUnit.SECONDS);
        return CompletableFuture.supplyAsync(
                () -> database.runCommand(PING), task -> new Thread(task).start());
    }
}
