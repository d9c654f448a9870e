package io.dbm.provider.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.dbm.tck.ClientAccessContract;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

class MongoAccessContractTest {

    private static final Document PING = new Document("ping", 1);
    private static final Document NONSENSE = new Document("noSuchCommandAnywhere", 1);
    private static Server server;

    @BeforeAll
    static void start() {
        server = new Server();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Nested
    class OfAClient extends ClientAccessContract<MongoClient> {

        OfAClient() {
            super("mongo-client", MongoClient.class);
        }

        @Override
        protected String connection() {
            return server.settings();
        }

        @Override
        protected void use(MongoClient access) {
            access.getDatabase(server.database()).runCommand(PING);
        }

        @Override
        protected void misuse(MongoClient access) {
            access.getDatabase(server.database()).runCommand(NONSENSE);
        }
    }

    @Nested
    class OfADatabase extends ClientAccessContract<MongoDatabase> {

        OfADatabase() {
            super("mongo-database", MongoDatabase.class);
        }

        @Override
        protected String connection() {
            return server.settings();
        }

        @Override
        protected void use(MongoDatabase access) {
            access.runCommand(PING);
        }

        @Override
        protected void misuse(MongoDatabase access) {
            access.runCommand(NONSENSE);
        }
    }
}
