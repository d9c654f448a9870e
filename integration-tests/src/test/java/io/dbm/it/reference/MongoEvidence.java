package io.dbm.it.reference;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterSettings;
import de.bwaldvogel.mongo.bson.Document;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Limits and places, by MongoDB's driver, and by what its server was asked. */
final class MongoEvidence {

    private MongoEvidence() {}

    static void aBorrowEndsInTime(MongoTestDatabase database) throws Exception {
        PoolEvidence.aBorrowEndsInTime("(?s)Timed out.*").show(database);
        try (DatabaseManager manager = database.connect("acquire-timeout = 1500ms")) {
            assertThat(cluster(manager).getServerSelectionTimeout(TimeUnit.MILLISECONDS))
                    .isEqualTo(1500);
        }
    }

    static void aSilentServerIsGivenUp(MongoTestDatabase database) throws Exception {
        try (ServerSocket silent = Ports.silent()) {
            long start = System.nanoTime();
            assertThat(
                            Managers.refusal(
                                    MongoTestDatabase.settings(silent.getLocalPort()),
                                    "connect-timeout = 500ms, retry-attempts = 1"))
                    .startsWith("no server to read from");
            assertThat(Work.since(start)).isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
        }
    }

    static void theOperationIsEnded(MongoTestDatabase database) throws Exception {
        TimeEvidence.aStatementIsEnded(database);
        try (DatabaseManager manager = database.connect("query-timeout = 1234ms")) {
            assertThat(shop(manager).getTimeout(TimeUnit.MILLISECONDS)).isEqualTo(1234);
        }
    }

    /** The driver cannot be made to let go of a connection that is in use. */
    static void closingWaitsNoLonger(MongoTestDatabase database) throws Exception {
        DatabaseManager manager =
                database.connect("shutdown-timeout = 400ms, query-timeout = 2500ms");
        NamedConnection it = Managers.it(manager);
        long begin = System.nanoTime();
        Future<?> underWay = Work.start(() -> database.useForLong(it));
        await(() -> it.stats().pool().inUse() == 1);
        long start = System.nanoTime();
        manager.close();
        assertThat(Work.since(start)).isBetween(Duration.ofMillis(390), Duration.ofMillis(2000));
        assertThatThrownBy(underWay::get).isInstanceOf(ExecutionException.class);
        assertThat(Work.since(begin)).isBetween(Duration.ofMillis(400), Duration.ofSeconds(6));
    }

    static void theClientHealsItself(MongoTestDatabase database) throws Exception {
        for (String flag : List.of("true", "false")) {
            try (DatabaseManager manager =
                    database.connect(
                            "health-check-interval = 50ms, connect-timeout = 2s",
                            "enable-auto-reconnect = " + flag)) {
                NamedConnection it = Managers.it(manager);
                ClusterSettings before = cluster(manager);
                database.breakDown();
                await(() -> it.health().status() == Status.DOWN);
                database.mend();
                await(() -> it.health().status() == Status.UP);
                database.use(it);
                assertThat(cluster(manager)).as("that of the same client").isSameAs(before);
            }
        }
    }

    /** The first of them is not there, the second leads to all that are. */
    static void hostsAreSeeds(MongoTestDatabase database) throws Exception {
        database.backend().isOf("rs0");
        int closed = Ports.closed();
        for (String host :
                List.of("\"127.0.0.1:%d, localhost\"", "[\"127.0.0.1:%d\", localhost]")) {
            try (DatabaseManager manager =
                    Managers.connect(
                            MongoTestDatabase.settings(database.port()),
                            "replica-set = rs0, host = " + host.formatted(closed))) {
                assertThat(cluster(manager).getHosts())
                        .containsExactlyInAnyOrder(
                                new ServerAddress("127.0.0.1", closed),
                                new ServerAddress("localhost", database.port()));
                database.use(Managers.it(manager));
            }
        }
    }

    static void thePortIsTheServers(MongoTestDatabase database) {
        try (DatabaseManager manager =
                Managers.connect(MongoTestDatabase.settings(database.port()))) {
            assertThat(cluster(manager).getHosts())
                    .containsExactly(new ServerAddress("localhost", database.port()));
            assertThat(database.backend().requests()).isNotEmpty();
        }
    }

    static void theDatabaseIsNamed(MongoTestDatabase database) {
        try (DatabaseManager manager = database.connect("database = other")) {
            assertThat(shop(manager).getName()).isEqualTo("other");
            database.use(Managers.it(manager));
            assertThatItWasAsked(database, request -> "other".equals(request.get("$db")));
        }
    }

    static void theSetIsRequired(MongoTestDatabase database) {
        database.backend().isOf("rs0");
        try (DatabaseManager manager =
                Managers.connect(
                        MongoTestDatabase.settings(database.port()), "replica-set = rs0")) {
            assertThat(cluster(manager).getRequiredReplicaSetName()).isEqualTo("rs0");
            database.use(Managers.it(manager));
        }
        assertThat(
                        Managers.refusal(
                                MongoTestDatabase.settings(database.port()),
                                "replica-set = rs1, retry-attempts = 1, connect-timeout = 1s"))
                .startsWith("no server to read from");
    }

    static void readsPreferThose(MongoTestDatabase database) {
        database.backend().isOf("rs0");
        for (String written :
                List.of(
                        "primary",
                        "primaryPreferred",
                        "primary-preferred",
                        "secondaryPreferred",
                        "secondary-preferred",
                        "nearest")) {
            String name = written.replace("-p", "P");
            try (DatabaseManager manager =
                    Managers.connect(
                            MongoTestDatabase.settings(database.port()),
                            "replica-set = rs0, read-preference = " + written)) {
                assertThat(shop(manager).getReadPreference())
                        .isEqualTo(ReadPreference.valueOf(name));
                shop(manager).getCollection("things").find().first();
            }
            assertThatItWasAsked(
                    database,
                    request -> request.containsKey("find") && name.equals(preference(request)));
        }
        assertThat(
                        Managers.refusal(
                                MongoTestDatabase.settings(database.port()),
                                "replica-set = rs0, read-preference = secondary",
                                "retry-attempts = 1, connect-timeout = 1s"))
                .contains("read-preference is secondary");
    }

    /** The driver does not say what is the default. */
    private static String preference(Document request) {
        return request.get("$readPreference") instanceof Document preference
                ? preference.get("mode").toString()
                : "primary";
    }

    static void theServerKnowsTheApplication(MongoTestDatabase database) {
        try (DatabaseManager manager = database.connect("application-name = till")) {
            assertThat(manager.connections()).hasSize(1);
            assertThatItWasAsked(
                    database,
                    request ->
                            request.get("client") instanceof Document client
                                    && new Document("name", "till")
                                            .equals(client.get("application")));
        }
    }

    private static void assertThatItWasAsked(
            MongoTestDatabase database, Predicate<Document> request) {
        assertThat(database.backend().requests()).anyMatch(request);
    }

    private static MongoDatabase shop(DatabaseManager manager) {
        return Managers.it(manager).access(MongoDatabase.class);
    }

    private static ClusterSettings cluster(DatabaseManager manager) {
        return Managers.it(manager)
                .access(MongoClient.class)
                .getClusterDescription()
                .getClusterSettings();
    }
}
