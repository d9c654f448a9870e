package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import io.dbm.DatabaseManager;
import io.dbm.PoolStats;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Why the driver has closed a connection's physical ones. */
@Timeout(60)
class ClosedConnectionsTest {

    private static final Document PING = new Document("ping", 1);

    private final Server server = Server.embedded();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void oneThatHasLivedLongEnoughIsCountedAsThat() {
        try (DatabaseManager manager =
                connect("conn-max-lifetime = 1s, conn-max-idle-time = 0, min-idle-conns = 3")) {
            Conditions.await("six have died", () -> stats(manager).closedByLifetime() >= 6);
            assertThat(stats(manager).closedByIdleTime()).isZero();
        }
    }

    @Test
    void oneThatWasIdleForTooLongIsCountedAsThat() {
        try (DatabaseManager manager =
                connect("conn-max-lifetime = 0, conn-max-idle-time = 1s, min-idle-conns = 0")) {
            int opened = useAtOnce(manager, 4);
            Conditions.await("all are closed", () -> stats(manager).open() == 0);
            assertThat(stats(manager).closedByIdleTime()).isGreaterThanOrEqualTo(opened);
            assertThat(stats(manager).closedByLifetime()).isZero();
        }
    }

    @Test
    void oneThatIsClosedWithItsClientIsNotCounted() {
        try (DatabaseManager manager =
                connect("conn-max-lifetime = 1h, conn-max-idle-time = 1h, min-idle-conns = 3")) {
            Server.documents(manager).reconnect();
            Conditions.await("the former client is closed", () -> Clients.open().size() == 1);
            assertThat(stats(manager).closedByLifetime()).isZero();
            assertThat(stats(manager).closedByIdleTime()).isZero();
        }
    }

    @Test
    void countsGoOnWhereTheConnectionGetsOtherSettings() {
        try (DatabaseManager manager =
                connect("conn-max-lifetime = 500ms, conn-max-idle-time = 0, min-idle-conns = 2")) {
            Conditions.await("two have died", () -> stats(manager).closedByLifetime() >= 2);
            long before = stats(manager).closedByLifetime();
            manager.replace("documents", settings(Map.of("min-idle-conns", 1)));
            assertThat(stats(manager).closedByLifetime()).isGreaterThanOrEqualTo(before);
            Conditions.await("the former client is closed", () -> Clients.open().size() == 1);
            assertThat(stats(manager).closedByLifetime()).isGreaterThanOrEqualTo(before);
        }
    }

    private DatabaseManager connect(String settings) {
        return Server.connect(server.settings(), settings);
    }

    private Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> all = new TreeMap<>(more);
        all.putAll(Map.of("type", "mongodb", "host", "127.0.0.1", "port", server.port()));
        all.put("database", server.database());
        return all;
    }

    /** Returns how many connections that took. */
    private static int useAtOnce(DatabaseManager manager, int callers) {
        MongoClient client = Server.documents(manager).access(MongoClient.class);
        List<Thread> threads =
                Stream.generate(
                                () ->
                                        new Thread(
                                                () -> client.getDatabase("admin").runCommand(PING)))
                        .limit(callers)
                        .toList();
        threads.forEach(Thread::start);
        Conditions.await("they are served", () -> threads.stream().noneMatch(Thread::isAlive));
        return stats(manager).open();
    }

    private static PoolStats stats(DatabaseManager manager) {
        return Server.documents(manager).stats().pool();
    }
}
