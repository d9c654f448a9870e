package io.dbm.provider.sqlite;

import java.io.File;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The driver's data source, whose physical connections are all set up alike: a write-ahead log
 * where there can be one, a busy timeout, foreign keys, and the limit to a statement's time.
 */
final class SqliteDataSource extends SQLiteDataSource {

    private final Location location;
    private final Duration queryTimeout;
    private final Properties options = new Properties();

    SqliteDataSource(Location location, Duration busyTimeout, Duration queryTimeout) {
        this.location = location;
        this.queryTimeout = queryTimeout;
        options.setProperty("foreign_keys", "on");
        options.setProperty("busy_timeout", milliseconds(busyTimeout));
        options.putAll(location.options());
        setUrl("jdbc:sqlite:" + location.uri());
    }

    private static String milliseconds(Duration duration) {
        return Long.toString(Math.min(duration.toMillis(), Integer.MAX_VALUE));
    }

    /** Opens a physical connection; SQLite has no users. */
    @Override
    public SQLiteConnection getConnection(String user, String password) throws SQLException {
        try {
            return open();
        } catch (SQLiteException e) {
            throw explained(e);
        }
    }

    private SQLiteConnection open() throws SQLException {
        NativeLibrary.load();
        PhysicalConnection connection = new PhysicalConnection(getUrl(), location.uri(), options);
        try {
            if (!location.inMemory() && !location.options().containsKey("journal_mode")) {
                useWriteAheadLog(connection);
            }
            if (!queryTimeout.isZero()) {
                connection.limitStatements(queryTimeout);
            }
            return connection;
        } catch (Throwable e) {
            try (connection) {
                throw e;
            }
        }
    }

    /** SQLite refuses it for a database that is read-only, and that is no reason not to read it. */
    private static void useWriteAheadLog(SQLiteConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
        } catch (SQLiteException e) {
            if (!isOf(e, SQLiteErrorCode.SQLITE_READONLY)) {
                throw e;
            }
        }
    }

    /** SQLite tells neither which file it is nor that its directory is missing. */
    private SQLException explained(SQLiteException failure) {
        String problem = "cannot open " + location.file() + ": ";
        File file = new File(location.file()).getAbsoluteFile();
        File directory = file.getParentFile();
        boolean cannotOpen = isOf(failure, SQLiteErrorCode.SQLITE_CANTOPEN);
        if (cannotOpen && file.isDirectory()) {
            return new SQLException(
                    problem + "it is a directory: write a file's name behind it",
                    SqliteDriver.NO_SUCH_DATABASE_STATE,
                    failure.getErrorCode());
        }
        if (cannotOpen && directory != null && !directory.isDirectory()) {
            return new SQLException(
                    problem + "there is no directory " + directory,
                    SqliteDriver.NO_SUCH_DATABASE_STATE,
                    failure.getErrorCode());
        }
        return new SQLException(
                problem + failure.getMessage(),
                failure.getSQLState(),
                failure.getErrorCode(),
                failure);
    }

    private static boolean isOf(SQLiteException failure, SQLiteErrorCode primary) {
        return SqliteDriver.primaryCode(failure) == primary;
    }
}
