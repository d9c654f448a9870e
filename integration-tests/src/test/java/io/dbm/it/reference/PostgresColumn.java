package io.dbm.it.reference;

/** What PostgreSQL makes of each key. */
final class PostgresColumn {

    private PostgresColumn() {}

    static Column<PostgresTestDatabase> column() {
        Column<PostgresTestDatabase> column =
                new Column<>("postgres", folder -> new PostgresTestDatabase());
        CommonRows.addTo(column);
        CommonRows.addSqlTo(column);
        return column.honours("keep-alive-interval", "yes", PoolEvidence::theDeadAreFoundUnused)
                .honours(
                        "connect-timeout",
                        "the driver's `connectTimeout` and `loginTimeout`, in whole seconds",
                        PostgresEvidence::aSilentServerIsGivenUp)
                .honours(
                        "query-timeout",
                        "`statement_timeout`, and a limit on reads",
                        PostgresEvidence::theServerEndsTheStatement)
                .honours("dsn", "a URL, or the driver's own", PostgresEvidence::aDsnSaysItAll)
                .honours("host", "one, or several in turn", PostgresEvidence::hostsAreTriedInTurn)
                .honours("port", "yes", PostgresEvidence::thePortIsTheServers)
                .honours("user", "yes", PostgresEvidence::theUserLogsIn)
                .honours("password", "yes", PostgresEvidence::thePasswordIsChecked)
                .honours("password-file", "yes", PostgresEvidence::theFileHoldsThePassword)
                .honours("credentials.provider", "yes", PostgresEvidence::thePluginLogsIn)
                .honours("database", "yes", PostgresEvidence::theDatabaseIsTheSessions)
                .honours("schema", "`search_path`", PostgresEvidence::theSchemaIsTheSearchPath)
                .honours("sslmode", "as in `psql`", PostgresTlsEvidence::eachModeDoesAsItSays)
                .honours(
                        "ssl-root-cert",
                        "the driver's `sslrootcert`",
                        PostgresTlsEvidence::onlyItsAuthorityIsTrusted)
                .honours(
                        "application-name",
                        "`application_name`",
                        PostgresEvidence::theServerKnowsTheApplication)
                .honours("properties", "the driver's", PostgresEvidence::propertiesReachTheDriver)
                .rejects("filepath", "a server has no file")
                .rejects("busy-timeout", "`query-timeout` bounds waiting for locks too")
                .rejects("auth-source", "the server knows its users")
                .rejects("replica-set", "name its servers in `host`")
                .rejects("read-preference", "write `targetServerType` in `properties`");
    }
}
