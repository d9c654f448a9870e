package io.dbm.provider.postgres;

import com.typesafe.config.ConfigUtil;
import io.dbm.tck.ProviderContract;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

class PostgresContractTest {

    @BeforeAll
    static void createUser() {
        PostgresServer.run("create role contract login password 'good-password'");
    }

    @Nested
    class WithSeparateKeys extends Contract {

        @Override
        String connection(String password) {
            return """
            type = postgres, host = localhost, port = %s
            database = app, user = contract, password = %s
            """
                    .formatted(PostgresServer.port(), password);
        }
    }

    @Nested
    class WithADsn extends Contract {

        @Override
        String connection(String password) {
            String dsn =
                    "postgres://contract:%s@localhost:%s/app"
                            .formatted(password, PostgresServer.port());
            return "type = postgres, dsn = " + ConfigUtil.quoteString(dsn);
        }
    }

    private abstract static class Contract extends ProviderContract {

        abstract String connection(String password);

        @Override
        protected String connection() {
            return connection("good-password");
        }

        @Override
        protected Set<String> requiredKeys() {
            return Set.of("host", "database");
        }

        @Override
        protected Optional<String> refusedConnection() {
            return Optional.of(connection("wrong-password"));
        }

        @Override
        protected Optional<String> slowStatement() {
            return Optional.of("select pg_sleep(60)");
        }

        @Override
        protected OptionalInt openConnections() {
            return OptionalInt.of(
                    PostgresServer.count(
                            "select count(*) from pg_stat_activity where usename = 'contract'"));
        }
    }
}
