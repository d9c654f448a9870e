package com.example.h2;

import io.dbm.tck.ProviderContract;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class H2ContractTest extends ProviderContract {

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    protected String connection() {
        return server.connection("tck-password");
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("database");
    }

    @Override
    protected Optional<String> refusedConnection() {
        return Optional.of(server.connection("wrong-password"));
    }

    @Override
    protected Optional<String> slowStatement() {
        return Optional.of(
                "SELECT SUM(a.x * b.x) FROM SYSTEM_RANGE(1, 30000) a, SYSTEM_RANGE(1, 30000) b");
    }

    @Override
    protected OptionalInt openConnections() throws Exception {
        return OptionalInt.of(server.connections());
    }
}
