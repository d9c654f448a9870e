package io.dbm.provider.mongo;

import io.dbm.tck.ProviderContract;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

class MongoContractTest extends ProviderContract {

    private static final Server SERVER = new Server();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Override
    protected String connection() {
        return SERVER.settings();
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
