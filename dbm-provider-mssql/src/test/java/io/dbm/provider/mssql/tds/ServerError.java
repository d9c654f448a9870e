package io.dbm.provider.mssql.tds;

import java.sql.SQLException;
import org.h2.api.ErrorCode;

/**
 * An error as SQL Server numbers it.
 *
 * @param severity above 16 for what is not the user's fault
 */
record ServerError(int number, int severity, String message) {

    static ServerError loginFailed(String user) {
        return new ServerError(18456, 14, "Login failed for user '" + user + "'.");
    }

    static ServerError noSuchDatabase(String name) {
        return new ServerError(
                4060,
                11,
                "Cannot open database \"" + name + "\" requested by the login. The login failed.");
    }

    static ServerError noSuchProcedure(String name) {
        return new ServerError(2812, 16, "Could not find stored procedure '" + name + "'.");
    }

    /** Returns what SQL Server would have said. */
    static ServerError of(SQLException failure) {
        String said = failure.getMessage();
        return switch (failure.getErrorCode()) {
            case ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1 ->
                    new ServerError(208, 16, said);
            case ErrorCode.COLUMN_NOT_FOUND_1 -> new ServerError(207, 16, said);
            case ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS_1 -> new ServerError(2714, 16, said);
            case ErrorCode.DUPLICATE_KEY_1 -> new ServerError(2627, 14, said);
            case ErrorCode.NULL_NOT_ALLOWED -> new ServerError(515, 16, said);
            case ErrorCode.REFERENTIAL_INTEGRITY_VIOLATED_CHILD_EXISTS_1,
                    ErrorCode.REFERENTIAL_INTEGRITY_VIOLATED_PARENT_MISSING_1,
                    ErrorCode.CHECK_CONSTRAINT_VIOLATED_1 ->
                    new ServerError(547, 16, said);
            case ErrorCode.VALUE_TOO_LONG_2 -> new ServerError(2628, 16, said);
            case ErrorCode.DIVISION_BY_ZERO_1 -> new ServerError(8134, 16, said);
            case ErrorCode.DATA_CONVERSION_ERROR_1 -> new ServerError(245, 16, said);
            case ErrorCode.SYNTAX_ERROR_1, ErrorCode.SYNTAX_ERROR_2 ->
                    new ServerError(102, 15, said);
            case ErrorCode.DEADLOCK_1 -> new ServerError(1205, 13, said);
            case ErrorCode.LOCK_TIMEOUT_1 -> new ServerError(1222, 16, said);
            default -> new ServerError(50000, 16, said);
        };
    }

    /** Whether the server rolls the transaction back by itself, whatever the session has set. */
    boolean endsTransaction() {
        return number == 1205 || number == 245;
    }
}
