package io.dbm.provider.postgres;

import io.dbm.provider.postgres.internal.BoundedSocketFactory;
import io.dbm.provider.postgres.internal.NamingVerifier;
import io.dbm.spi.Limits;
import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** What the driver is told beside where to connect; the parameters of a {@code dsn} go first. */
final class DriverProperties {

    private static final Set<String> VERIFYING = Set.of("verify-ca", "verify-full");

    private final Dsn dsn;
    private final int servers;
    private final Settings settings;
    private final Limits limits;
    private final Map<String, String> properties = new HashMap<>();

    private DriverProperties(Dsn dsn, int servers, Settings settings, Limits limits) {
        this.dsn = dsn;
        this.servers = servers;
        this.settings = settings;
        this.limits = limits;
    }

    /**
     * Returns the driver's properties, by the driver's names.
     *
     * @param servers how many servers are tried in turn
     */
    static Map<String, String> of(Dsn dsn, int servers, Settings settings, Limits limits) {
        DriverProperties made = new DriverProperties(dsn, servers, settings, limits);
        made.boundWaits();
        made.encrypt();
        made.introduce();
        made.properties.putAll(dsn.parameters());
        made.boundStatements();
        return Map.copyOf(made.properties);
    }

    private void boundWaits() {
        // a server that does not answer, which the driver may ask twice, with TLS and then without,
        // must leave time for the next
        int waits = servers > 1 ? 2 * servers : 1;
        int secondsForEach = Timeouts.seconds(limits.connectTimeout().dividedBy(waits));
        if (!dsn.says(PGProperty.CONNECT_TIMEOUT) && !dsn.says(PGProperty.LOGIN_TIMEOUT)) {
            put(PGProperty.CONNECT_TIMEOUT, secondsForEach);
            // the one limit on the name lookup and on the login as a whole; to keep it, the driver
            // logs in on a thread of its own, which then ends
            put(PGProperty.LOGIN_TIMEOUT, Timeouts.seconds(limits.connectTimeout()));
        }
        refuseLongerThanConnectTimeout(PGProperty.CONNECT_TIMEOUT);
        refuseLongerThanConnectTimeout(PGProperty.LOGIN_TIMEOUT);
        // ends each read of a login, abandoned or not; PostgresDriver replaces it when logged in
        put(PGProperty.SOCKET_TIMEOUT, secondsForEach);
        put(PGProperty.CANCEL_SIGNAL_TIMEOUT, 2);
        put(PGProperty.TCP_KEEP_ALIVE, true);
        if (driverSees(BoundedSocketFactory.class)) {
            put(PGProperty.SOCKET_FACTORY, BoundedSocketFactory.class.getName());
        }
    }

    private void refuseLongerThanConnectTimeout(PGProperty property) {
        String seconds = dsn.parameters().getOrDefault(property.getName(), "");
        int most = Timeouts.seconds(limits.connectTimeout());
        boolean longer =
                seconds.matches("[0-9]{1,9}")
                        && (Integer.parseInt(seconds) == 0 || Integer.parseInt(seconds) > most);
        if (longer) {
            String fault =
                    " that is longer than connect-timeout, which is "
                            + limits.connectTimeout().toMillis()
                            + " ms: raise connect-timeout";
            if (isInProperties(property)) {
                settings.reject(StandardKeys.PROPERTIES, property.getName(), "says a time" + fault);
            } else {
                settings.reject(StandardKeys.DSN, "says a " + property.getName() + fault);
            }
        }
    }

    private boolean isInProperties(PGProperty property) {
        return settings.get(StandardKeys.PROPERTIES)
                .filter(it -> it.containsKey(property.getName()))
                .isPresent();
    }

    /** The driver takes a class by its name, and may have a class loader above this one. */
    private static boolean driverSees(Class<?> type) {
        try {
            return Class.forName(type.getName(), false, Driver.class.getClassLoader()) == type;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private void encrypt() {
        Optional<String> mode = settings.get(PostgresKeys.SSLMODE);
        if (dsn.saysSslMode()) {
            mode = Optional.ofNullable(dsn.parameters().get(PGProperty.SSL_MODE.getName()));
        }
        mode.ifPresent(it -> put(PGProperty.SSL_MODE, it));
        if (driverSees(NamingVerifier.class)) {
            put(PGProperty.SSL_HOSTNAME_VERIFIER, NamingVerifier.class.getName());
        }

        Optional<String> rootCert = settings.get(PostgresKeys.SSL_ROOT_CERT);
        rootCert.ifPresent(it -> put(PGProperty.SSL_ROOT_CERT, it));
        if (rootCert.isPresent() && mode.isPresent() && !VERIFYING.contains(mode.get())) {
            settings.reject(
                    PostgresKeys.SSL_ROOT_CERT,
                    "has no effect with sslmode " + mode.get() + ": use verify-ca or verify-full");
        }
    }

    /** Says who connects, and where unqualified names are looked up. */
    private void introduce() {
        settings.get(PostgresKeys.APPLICATION_NAME)
                .ifPresent(it -> put(PGProperty.APPLICATION_NAME, it));
        Optional<String> schema = settings.get(PostgresKeys.SCHEMA);
        schema.ifPresent(
                it -> put(PGProperty.CURRENT_SCHEMA, '"' + it.replace("\"", "\"\"") + '"'));
        if (schema.filter(String::isEmpty).isPresent()) {
            settings.reject(PostgresKeys.SCHEMA, "must not be empty");
        }
    }

    /** Has the server bound each statement, which costs no round trip. */
    private void boundStatements() {
        String limit = "-c statement_timeout=" + Timeouts.millis(limits.queryTimeout());
        properties.merge(
                PGProperty.OPTIONS.getName(), limit, (theirs, ours) -> ours + " " + theirs);
    }

    private void put(PGProperty property, Object value) {
        properties.put(property.getName(), value.toString());
    }
}
