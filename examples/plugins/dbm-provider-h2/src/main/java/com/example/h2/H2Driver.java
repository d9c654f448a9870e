package com.example.h2;

import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;

/** What dbm's pool cannot know about H2. */
record H2Driver(DataSource dataSource) implements JdbcDriver {

    @Override
    public void prepare(Connection physical, Duration queryTimeout) throws SQLException {
        try (Statement statement = physical.createStatement()) {
            statement.execute("SET QUERY_TIMEOUT " + queryTimeout.toMillis());
        }
    }

    @Override
    public FailureKind classify(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case ErrorCode.CONNECTION_BROKEN_1 -> FailureKind.UNREACHABLE;
            case ErrorCode.REMOTE_DATABASE_NOT_FOUND_1 -> FailureKind.NO_SUCH_DATABASE;
            case ErrorCode.STATEMENT_WAS_CANCELED -> FailureKind.TIMEOUT;
            default -> FailureKind.ofSqlState(failure);
        };
    }
}
