package io.dbm.provider.mssql;

import io.dbm.spi.Limits;
import io.dbm.spi.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What the driver is told beside where to connect; what the user has said goes before dbm's own.
 *
 * @param values by the driver's names
 * @param queryTimeout of a statement; zero is none
 * @param boundsReads whether a physical connection gets its limit for reads from dbm
 */
record DriverProperties(Map<String, String> values, Duration queryTimeout, boolean boundsReads) {

    /** The driver's own ceiling, which it keeps by refusing to connect. */
    private static final Duration LONGEST_LOGIN = Duration.ofSeconds(65535);

    static DriverProperties of(Dsn dsn, Settings settings, Limits limits) {
        SaidProperties said = SaidProperties.of(dsn, settings);
        Map<String, String> values = new HashMap<>(Tls.properties(dsn, settings, said));
        boundLogin(values, said, settings, limits.connectTimeout());
        Duration queryTimeout = queryTimeout(said, settings, limits.queryTimeout());
        values.put(DriverNames.QUERY_TIMEOUT, String.valueOf(queryTimeout.toSeconds()));
        settings.get(MssqlKeys.APPLICATION_NAME)
                .ifPresent(it -> values.put(DriverNames.APPLICATION, it));
        if (said.says(DriverNames.APPLICATION)
                && !dsn.properties().containsKey(DriverNames.APPLICATION)) {
            settings.ignoredBecause(
                    MssqlKeys.APPLICATION_NAME, "'properties' says the application name");
        }
        // the driver would open a broken physical connection anew, behind the pool's back and
        // without what was set up on the first one, as the limit on reads, which is that of a
        // login again; and dbm itself tries to connect again. Where the user wants it so, it is
        // part of the execution: the alarm ends its pauses, and loginTimeout each of its attempts
        values.put(DriverNames.CONNECT_RETRY_COUNT, "0");
        if (said.says(DriverNames.SOCKET_FACTORY_ARGUMENT)
                && !said.says(DriverNames.SOCKET_FACTORY_CLASS)) {
            said.reject(
                    DriverNames.SOCKET_FACTORY_ARGUMENT,
                    "is for a class that makes sockets: name it by "
                            + DriverNames.SOCKET_FACTORY_CLASS
                            + ", or remove this");
        }
        values.putAll(said.values());
        return new DriverProperties(
                Map.copyOf(values), queryTimeout, !said.says(DriverNames.SOCKET_TIMEOUT));
    }

    private static void boundLogin(
            Map<String, String> values, SaidProperties said, Settings settings, Duration limit) {
        if (limit.compareTo(LONGEST_LOGIN) > 0) {
            settings.reject(
                    MssqlKeys.CONNECT_TIMEOUT,
                    "must be at most "
                            + LONGEST_LOGIN.toSeconds()
                            + " s, the longest that SQL Server's driver takes");
        }
        values.put(
                DriverNames.LOGIN_TIMEOUT,
                String.valueOf(Math.min(Timeouts.seconds(limit), LONGEST_LOGIN.toSeconds())));
        // ends each read of a login; MssqlDriver replaces it when logged in
        values.put(DriverNames.SOCKET_TIMEOUT, String.valueOf(Timeouts.millis(limit)));
        boolean longer =
                said.number(DriverNames.LOGIN_TIMEOUT)
                        .filter(it -> it <= 0 || it > Timeouts.seconds(limit))
                        .isPresent();
        if (longer) {
            said.reject(
                    DriverNames.LOGIN_TIMEOUT,
                    "is longer than connect-timeout, which is "
                            + limit.toMillis()
                            + " ms: raise connect-timeout");
        }
    }

    private static Duration queryTimeout(SaidProperties said, Settings settings, Duration limit) {
        if (said.says(DriverNames.QUERY_TIMEOUT)) {
            if (settings.isWritten(MssqlKeys.QUERY_TIMEOUT)) {
                said.reject(
                        DriverNames.QUERY_TIMEOUT,
                        "contradicts query-timeout: remove one of the two");
            }
            int seconds = said.number(DriverNames.QUERY_TIMEOUT).orElse(0);
            return Duration.ofSeconds(Math.max(0, seconds));
        }
        if (!limit.equals(Duration.ofSeconds(limit.toSeconds()))) {
            settings.reject(
                    MssqlKeys.QUERY_TIMEOUT,
                    "must be whole seconds, in which SQL Server's driver counts, not "
                            + limit.toMillis()
                            + " ms; a transaction can have a timeout to the millisecond");
        }
        return limit;
    }
}
