package io.dbm.it.reference;

import java.util.regex.Pattern;

/** The rows that are the same for every type, and those that are for all that dbm pools. */
final class CommonRows {

    private static final String WAITS_TOO_LONG =
            "connection 'it': no JDBC connection was free within acquire-timeout 300 ms; 1 of"
                    + " max-open-conns 1 are in use and 0 more callers wait";

    private CommonRows() {}

    /** Adds what dbm does for every type. */
    static void addTo(Column<?> column) {
        column.honours("default-connection", "yes", IdentityEvidence::theDefaultIsNamed)
                .honours("type", "yes", IdentityEvidence.theTypeIs(column.type()))
                .honours("name", "yes", IdentityEvidence::theNameIsTheKey)
                .honours("tags", "yes", IdentityEvidence::tagsFindIt)
                .honours("retry-attempts", "yes", TimeEvidence::asManyAttemptsAreMade)
                .honours("retry-delay", "yes", TimeEvidence::asLongIsThePause)
                .honours("retry-max-delay", "yes", TimeEvidence::thePauseGrowsNoMore)
                .honours("start", "yes", HealthEvidence::itStartsAsWritten)
                .honours("required", "yes", HealthEvidence::theManagerIsDownWithIt)
                .honours("health-check-interval", "yes", HealthEvidence::itIsCheckedByItself)
                .honours("enable-metrics", "yes", MetricsEvidence::itsFiguresAreExported)
                .honours("metrics-timings", "yes", MetricsEvidence::itsTimesAreExported)
                .honours("enable-jmx", "yes", JmxEvidence::itsHealthAndFiguresAreShown)
                .honours("enable-tracing", "yes", TracingEvidence::whatItIsAskedIsTraced);
    }

    /** Adds what dbm does for every SQL database: its pool, and the layers on top of it. */
    static void addSqlTo(Column<?> column) {
        addPoolTo(column);
        column.honours(
                        "enable-logging",
                        "its statements, too",
                        LogEvidence.itsLifeAndStatementsAreLogged("jdbc"))
                .honours(
                        "slow-query-threshold",
                        "with the access layer",
                        LogEvidence.slowStatementsAreLogged("database"))
                .honours("default-access", "yes", AccessEvidence::databaseRunsThroughIt)
                .honours("jdbi.plugins", "yes", AccessEvidence::pluginsAreInstalled)
                .honours("mybatis.config", "yes", AccessEvidence::theFileIsTheConfiguration)
                .honours("mybatis.mappers", "yes", AccessEvidence::mappersAreKnown)
                .honours(
                        "mybatis.mapper-packages", "yes", AccessEvidence::packagesOfMappersAreKnown)
                .honours(
                        "mybatis.mapper-resources",
                        "yes",
                        AccessEvidence::statementsOfResourcesAreKnown)
                .honours("mybatis.database-id", "yes", AccessEvidence::statementsWithTheIdAreTaken)
                .honours(
                        "mybatis.map-underscore-to-camel-case",
                        "yes",
                        AccessEvidence::columnsAreMappedToProperties);
    }

    private static void addPoolTo(Column<?> column) {
        column.honours("max-open-conns", "dbm's pool", PoolEvidence::theThirdOfTwoWaitsInVain)
                .honours(
                        "max-idle-conns", "dbm's pool", PoolEvidence::thoseAboveTheCeilingAreClosed)
                .honours("min-idle-conns", "dbm's pool", PoolEvidence::theFloorIsKeptOpen)
                .honours("conn-max-lifetime", "dbm's pool", PoolEvidence::theOldAreClosed)
                .honours("conn-max-idle-time", "dbm's pool", PoolEvidence::theIdleAreClosed)
                .honours(
                        "acquire-timeout",
                        "dbm's pool",
                        PoolEvidence.aBorrowEndsInTime(Pattern.quote(WAITS_TOO_LONG)))
                .honours("borrow-when-down", "yes", HealthEvidence::callersWaitOrFail)
                .honours("leak-detection-threshold", "yes", LogEvidence::whatIsNotGivenBackIsLogged)
                .honours(
                        "shutdown-timeout",
                        "drains the pool, then cuts off",
                        TimeEvidence::workInFlightIsCutOff)
                .honours(
                        "enable-auto-reconnect",
                        "replaces the pool",
                        HealthEvidence::thePoolIsReplacedAfterAnOutage);
    }
}
