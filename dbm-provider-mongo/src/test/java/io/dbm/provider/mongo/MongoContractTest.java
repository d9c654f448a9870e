package io.dbm.provider.mongo;

import io.dbm.tck.ProviderContract;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MongoContractTest extends ProviderContract {

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

    @Override
    protected String connection() {
        return server.settings();
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("host");
    }

    @Override
    protected Optional<String> refusedConnection() {
        return Optional.of("type = mongodb, host = localhost, port = 1");
    }
}
