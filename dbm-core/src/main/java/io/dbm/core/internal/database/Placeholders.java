package io.dbm.core.internal.database;

import io.dbm.spi.JdbcDriver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Fills the placeholders of a statement, as many as it has.
 *
 * <p>Drivers refuse another number by themselves, each in its own words, before they send anything.
 * Where one does not, it is asked for the number; the others are asked only when they have refused
 * something, and then not by JDBC's metadata, for which they would ask the server.
 */
final class Placeholders {

    /** The SQLSTATE of parameters that do not match what the statement takes. */
    private static final String NO_MATCH = "07001";

    private static final int MOST_MISSING = 1000;

    /** Classes of SQLSTATEs: connections, constraints, rollbacks, and what an operator did. */
    private static final List<String> OF_SERVER = List.of("08", "23", "40", "57");

    private Placeholders() {}

    static void fill(PreparedStatement statement, JdbcDriver driver, @Nullable Object[] parameters)
            throws SQLException {
        OptionalInt known = driver.placeholders(statement);
        if (known.isPresent() && known.getAsInt() != parameters.length) {
            throw refusal(known.getAsInt(), parameters.length, null);
        }
        for (int i = 0; i < parameters.length; i++) {
            try {
                statement.setObject(i + 1, parameters[i]);
            } catch (SQLException | RuntimeException e) {
                if (isOfServer(e) || statement.isClosed() || has(statement, i + 1)) {
                    throw e; // it is the value, or the connection
                }
                throw refusal(i, parameters.length, e);
            }
        }
    }

    /** Returns why a statement that was given these many could not be run. */
    static SQLException explained(PreparedStatement statement, int given, SQLException failure) {
        if (isOfServer(failure)) {
            return failure;
        }
        int placeholders = given;
        while (has(statement, placeholders + 1)) {
            placeholders++;
            if (placeholders > given + MOST_MISSING) {
                return failure; // the driver takes a value for whatever position
            }
        }
        return placeholders == given ? failure : refusal(placeholders, given, failure);
    }

    /** Whether it came from a server, or of its being out of reach, and not from the driver. */
    private static boolean isOfServer(Exception failure) {
        return failure instanceof SQLException e
                && e.getSQLState() != null
                && OF_SERVER.stream().anyMatch(e.getSQLState()::startsWith);
    }

    /** Whether the driver takes a value for it, which it finds out by itself. */
    private static boolean has(PreparedStatement statement, int position) {
        try {
            statement.setNull(position, Types.VARCHAR);
            return true;
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }

    private static SQLException refusal(int placeholders, int given, @Nullable Exception failure) {
        return new SQLException(
                "the statement has "
                        + counted(placeholders, "placeholder")
                        + " and was given "
                        + counted(given, "parameter"),
                NO_MATCH,
                failure);
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
