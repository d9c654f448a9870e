package io.dbm.it.reference;

import io.dbm.core.internal.config.DeclaredKeys;
import java.util.List;

/** What MongoDB makes of each key. */
final class MongoColumn {

    private MongoColumn() {}

    static Column<MongoTestDatabase> column() {
        Column<MongoTestDatabase> column =
                new Column<>("mongodb", folder -> new MongoTestDatabase());
        CommonRows.addTo(column);
        addPoolTo(column);
        addPlaceTo(column);
        addLayersTo(column);
        return column;
    }

    private static void addPoolTo(Column<MongoTestDatabase> column) {
        column.honours(
                        "enable-logging",
                        "commands by name and collection; a change replaces the client",
                        LogEvidence.itsLifeAndStatementsAreLogged("mongodb"))
                .honours(
                        "slow-query-threshold",
                        "likewise",
                        LogEvidence.slowStatementsAreLogged("mongodb"))
                .rejects(
                        "default-access",
                        "no SQL",
                        Rejections.of("default-access", "jdbc", needsSql("jdbc")))
                .honours(
                        "max-open-conns",
                        "`maxSize`, for each server",
                        PoolEvidence::theThirdOfTwoWaitsInVain)
                .rejects(
                        "max-idle-conns",
                        "the driver has no ceiling",
                        Rejections.of(
                                "max-idle-conns",
                                "5",
                                "MongoDB's driver has no ceiling on idle connections: remove it;"
                                        + " min-idle-conns is a floor"
                                        + " for the connections to each server, idle or not"))
                .rejects(
                        "borrow-when-down",
                        "the driver waits",
                        Rejections.of(
                                "borrow-when-down",
                                "wait",
                                "MongoDB's driver looks for its servers itself, and its callers"
                                        + " wait for acquire-timeout: remove it"))
                .rejects(
                        "keep-alive-interval",
                        "the driver's monitors do",
                        Rejections.of(
                                "keep-alive-interval",
                                "1m",
                                "MongoDB's driver has no setting for it: remove it"))
                .rejects(
                        "leak-detection-threshold",
                        "nothing is borrowed",
                        Rejections.of(
                                "leak-detection-threshold",
                                "1m",
                                "MongoDB's driver lends nothing that could be kept: remove it"))
                .honours(
                        "min-idle-conns",
                        "`minSize`, for each server",
                        PoolEvidence::theFloorIsKeptOpen)
                .honours(
                        "conn-max-lifetime",
                        "`maxConnectionLifeTime`",
                        PoolEvidence::theOldAreClosed)
                .honours(
                        "conn-max-idle-time",
                        "`maxConnectionIdleTime`",
                        PoolEvidence::theIdleAreClosed)
                .honours(
                        "acquire-timeout",
                        "`serverSelectionTimeout`",
                        MongoEvidence::aBorrowEndsInTime)
                .honours(
                        "connect-timeout",
                        "`connectTimeout`",
                        MongoEvidence::aSilentServerIsGivenUp)
                .honours(
                        "query-timeout",
                        "`timeout` of the whole operation",
                        MongoEvidence::theOperationIsEnded)
                .honours(
                        "shutdown-timeout",
                        "drains the client; what is under way then ends at `query-timeout`",
                        MongoEvidence::closingWaitsNoLonger)
                .honours(
                        "enable-auto-reconnect",
                        "either way the driver heals the client, which no outage replaces",
                        MongoEvidence::theClientHealsItself);
    }

    private static void addPlaceTo(Column<MongoTestDatabase> column) {
        column.honours("dsn", "the driver's own", MongoLoginEvidence::aDsnSaysItAll)
                .honours("host", "one, or those of a replica set", MongoEvidence::hostsAreSeeds)
                .honours("port", "yes", MongoEvidence::thePortIsTheServers)
                .honours("user", "yes", MongoLoginEvidence::theUserLogsIn)
                .honours("password", "yes", MongoLoginEvidence::thePasswordIsChecked)
                .honours(
                        "password-file",
                        "with another password the client is replaced",
                        MongoLoginEvidence::theFileHoldsThePassword)
                .honours(
                        "credentials.provider",
                        "with another login the client is replaced",
                        MongoLoginEvidence::thePluginLogsIn)
                .honours("auth-source", "yes", MongoLoginEvidence::theUserIsLookedUpThere)
                .honours("database", "that of `MongoDatabase`", MongoEvidence::theDatabaseIsNamed)
                .honours("replica-set", "`requiredReplicaSetName`", MongoEvidence::theSetIsRequired)
                .honours("read-preference", "`readPreference`", MongoEvidence::readsPreferThose)
                .honours(
                        "sslmode",
                        "all but `allow` and `prefer`",
                        MongoTlsEvidence::eachModeDoesAsItSays)
                .honours(
                        "ssl-root-cert",
                        "read when it connects",
                        MongoTlsEvidence::onlyItsAuthorityIsTrusted)
                .honours(
                        "application-name",
                        "`applicationName`",
                        MongoEvidence::theServerKnowsTheApplication)
                .rejects("properties", "write them in a `dsn`")
                .rejects("schema", "a database has none")
                .rejects("filepath", "a server has no file")
                .rejects("busy-timeout", "nothing waits for a lock");
    }

    private static String needsSql(String layer) {
        return "'" + layer + "' needs a DataSource, and mongodb gives a MongoClient";
    }

    private static void addLayersTo(Column<MongoTestDatabase> column) {
        for (String layer : List.of("jdbi", "mybatis")) {
            for (String key : DeclaredKeys.ofLayer(layer)) {
                column.rejects(key, "no SQL", Rejections.at(layer, key + " = 1", needsSql(layer)));
            }
        }
    }
}
