package io.dbm.provider.sqlite;

import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What dbm's pool cannot know about SQLite: above all its result codes, since it has no SQLState.
 */
record SqliteDriver(DataSource dataSource) implements JdbcDriver {

    /** Of a file whose directory is not there; the code of {@link FailureKind#NO_SUCH_DATABASE}. */
    static final String NO_SUCH_DATABASE_STATE = "3D000";

    @Override
    public FailureKind classify(SQLException failure) {
        FailureKind kind = FailureKind.ofSqlState(failure);
        // A failed batch has the driver's exception as its cause.
        for (Throwable e = failure; e != null && kind == FailureKind.OTHER; e = e.getCause()) {
            if (e instanceof SQLiteException refusal) {
                kind = kindOf(primaryCode(refusal));
            }
        }
        return kind;
    }

    private static FailureKind kindOf(SQLiteErrorCode code) {
        return switch (code) {
            // Another transaction held its lock for longer than the busy timeout, or has written
            // what this one had read.
            case SQLITE_BUSY, SQLITE_LOCKED -> FailureKind.SERIALIZATION_OR_DEADLOCK;
            // The file may yet come, as when its volume is being mounted.
            case SQLITE_CANTOPEN -> FailureKind.UNREACHABLE;
            // The file is something else, or encrypted, and stays so.
            case SQLITE_NOTADB -> FailureKind.NO_SUCH_DATABASE;
            default -> FailureKind.OTHER;
        };
    }

    /**
     * Returns the code without its extension: {@code SQLITE_BUSY} of {@code SQLITE_BUSY_SNAPSHOT}.
     */
    static SQLiteErrorCode primaryCode(SQLiteException failure) {
        return SQLiteErrorCode.getErrorCode(failure.getResultCode().code & 0xFF);
    }
}
