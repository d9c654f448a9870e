package io.dbm.spi;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;

/**
 * What went wrong, as far as it decides what dbm does next.
 *
 * @since 0.1.0
 */
public enum FailureKind {
    /** User or password was refused: trying again would lock the account. */
    AUTHENTICATION,
    /** The database or schema that was named does not exist: trying again will not make it. */
    NO_SUCH_DATABASE,
    /**
     * The server is not one that the connection trusts: its certificate is not accepted, the two do
     * not agree on TLS, or the file that says whom to trust is of no use. It will be the same
     * again; where there are several servers, only if it is so with all of them.
     */
    UNTRUSTED_SERVER,
    /** The server is alive and admits no further connection. */
    TOO_MANY_CONNECTIONS,
    /** The server cannot be reached, is starting or stopping, or the connection broke. */
    UNREACHABLE,
    /** The transaction lost against another one; running it again may succeed. */
    SERIALIZATION_OR_DEADLOCK,
    /** A time limit ended the statement. */
    TIMEOUT,
    /** Anything else. */
    OTHER;

    /** Whether another attempt to connect may succeed without a change of settings. */
    public boolean mayPass() {
        return this != AUTHENTICATION && this != NO_SUCH_DATABASE && this != UNTRUSTED_SERVER;
    }

    /**
     * Tells the kind by the SQLState, by the codes that the SQL standard gives and most drivers
     * use.
     */
    public static FailureKind ofSqlState(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null || state.length() < 2) {
            return OTHER;
        }
        return switch (state.substring(0, 2)) {
            case "28" -> AUTHENTICATION;
            case "3D" -> NO_SUCH_DATABASE;
            case "08" -> UNREACHABLE;
            case "40" ->
                    state.equals("40001") || state.equals("40P01")
                            ? SERIALIZATION_OR_DEADLOCK
                            : OTHER;
            default -> failure instanceof SQLTimeoutException ? TIMEOUT : OTHER;
        };
    }
}
