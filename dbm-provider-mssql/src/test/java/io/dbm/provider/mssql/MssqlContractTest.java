package io.dbm.provider.mssql;

import io.dbm.tck.ProviderContract;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class MssqlContractTest {

    @Nested
    class AsWritten extends Contract {

        @Override
        Map<String, Object> keys() {
            return MssqlServer.keys();
        }
    }

    @Nested
    @OnStandIn
    class WithADsn extends Contract {

        @Override
        Map<String, Object> keys() {
            Map<String, Object> keys =
                    MssqlServer.dsn(
                            "sqlserver://localhost:%d?database=app&sslmode=disable"
                                    .formatted(MssqlServer.standIn().port()));
            keys.put("user", "app");
            keys.put("password", "app-password");
            return keys;
        }
    }

    private abstract static class Contract extends ProviderContract {

        abstract Map<String, Object> keys();

        @Override
        protected String connection() {
            return MssqlServer.render(keys());
        }

        @Override
        protected Set<String> requiredKeys() {
            return Set.of("host", "database");
        }

        @Override
        protected Optional<String> refusedConnection() {
            Map<String, Object> refused = new HashMap<>(keys());
            refused.put("password", "wrong-password");
            return Optional.of(MssqlServer.render(refused));
        }

        @Override
        protected Optional<String> slowStatement() {
            return Optional.of("waitfor delay '00:01:00'");
        }

        @Override
        protected Duration queryTimeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        protected OptionalInt openConnections() {
            return MssqlServer.isStandIn()
                    ? OptionalInt.of(MssqlServer.standIn().clients())
                    : OptionalInt.empty();
        }
    }
}
