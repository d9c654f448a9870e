package io.dbm.provider.postgres;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGProperty;

/** Which of the driver's properties a user may write, in a {@code dsn} or elsewhere. */
final class DriverParameters {

    /** Where to connect has keys, and stands before the '?' of a dsn. */
    static final Set<PGProperty> PLACE =
            Set.of(PGProperty.PG_HOST, PGProperty.PG_PORT, PGProperty.PG_DBNAME);

    /** What has a key of its own, by the driver's name. */
    static final Map<PGProperty, String> KEYS =
            Map.of(
                    PGProperty.PG_HOST, "host",
                    PGProperty.PG_PORT, "port",
                    PGProperty.PG_DBNAME, "database",
                    PGProperty.USER, "user",
                    PGProperty.PASSWORD, "password");

    private DriverParameters() {}

    /** Says why a value cannot be taken, if it cannot. */
    static Optional<String> fault(PGProperty property, String value) {
        if (property == PGProperty.SSL_PASSWORD) {
            return Optional.of("must not hold 'sslpassword', which the driver logs");
        }
        if (property == PGProperty.SSL_MODE && !PostgresKeys.SSLMODE.choices().contains(value)) {
            return Optional.of(
                    "must say as 'sslmode' one of "
                            + String.join(", ", PostgresKeys.SSLMODE.choices()));
        }
        if (property == PGProperty.OPTIONS && setsStatementTimeout(value)) {
            return Optional.of("must not set statement_timeout in 'options': write query-timeout");
        }
        return Optional.empty();
    }

    /** The server takes upper case, and a '-' for a '_', as well. */
    private static boolean setsStatementTimeout(String options) {
        return options.toLowerCase(Locale.ROOT).replace('-', '_').contains("statement_timeout");
    }
}
