package io.dbm.provider.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.spi.FailureKind;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteDriverTest {

    private final SqliteDriver driver = new SqliteDriver(new SQLiteDataSource());

    @ParameterizedTest
    @CsvSource({
        "SQLITE_BUSY, SERIALIZATION_OR_DEADLOCK",
        "SQLITE_BUSY_SNAPSHOT, SERIALIZATION_OR_DEADLOCK",
        "SQLITE_LOCKED_SHAREDCACHE, SERIALIZATION_OR_DEADLOCK",
        "SQLITE_CANTOPEN, UNREACHABLE",
        "SQLITE_CANTOPEN_ISDIR, UNREACHABLE",
        "SQLITE_NOTADB, NO_SUCH_DATABASE",
        "SQLITE_INTERRUPT, OTHER",
        "SQLITE_CONSTRAINT_UNIQUE, OTHER",
    })
    void tellsTheKindOfAFailureByItsResultCode(SQLiteErrorCode code, FailureKind kind) {
        SQLException failure = new SQLiteException("no", code);
        assertThat(driver.classify(failure)).isEqualTo(kind);
        assertThat(driver.classify(new BatchUpdateException(failure))).isEqualTo(kind);
    }

    @Test
    void tellsAStatementThatRanOutOfTimeFromOneThatWasCancelled() {
        SQLException interrupted = new SQLiteException("no", SQLiteErrorCode.SQLITE_INTERRUPT);
        assertThat(driver.classify(new SQLTimeoutException("no", "HYT00", 9, interrupted)))
                .isEqualTo(FailureKind.TIMEOUT);
    }

    @Test
    void takesTheSqlStateOfWhatIsNotTheDrivers() {
        assertThat(driver.classify(new SQLException("no", "08003")))
                .isEqualTo(FailureKind.UNREACHABLE);
        assertThat(driver.classify(new SQLException("no"))).isEqualTo(FailureKind.OTHER);
    }
}
