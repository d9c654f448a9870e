package io.dbm.provider.sqlite;

import io.dbm.tck.ProviderContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqliteContractTest {

    @Nested
    class InAFile extends ProviderContract {

        @TempDir private Path directory;

        @Override
        protected String connection() {
            return "type = sqlite\n" + Sqlite.file(directory);
        }

        @Override
        protected Set<String> requiredKeys() {
            return Set.of("filepath");
        }

        @Override
        protected Optional<String> refusedConnection() {
            Path nowhere = directory.resolve("missing").resolve("app.db");
            return Optional.of("type = sqlite\n" + Sqlite.line("dsn", "jdbc:sqlite:" + nowhere));
        }

        @Override
        protected Optional<String> slowStatement() {
            return Optional.of(Sqlite.COUNT_FOR_EVER);
        }

        /** SQLite deletes the write-ahead log when the last connection to the file is closed. */
        @Override
        protected OptionalInt openConnections() {
            return OptionalInt.of(Files.exists(directory.resolve("app.db-wal")) ? 1 : 0);
        }
    }

    @Nested
    class InMemory extends ProviderContract {

        @Override
        protected String connection() {
            return "type = sqlite, filepath = \":memory:\"";
        }

        @Override
        protected Set<String> requiredKeys() {
            return Set.of("filepath");
        }

        @Override
        protected Optional<String> slowStatement() {
            return Optional.of(Sqlite.ROWS_FOR_EVER);
        }
    }
}
