package io.dbm.it.reference;

/** What SQL Server makes of each key. */
final class MssqlColumn {

    private MssqlColumn() {}

    static Column<MssqlTestDatabase> column() {
        Column<MssqlTestDatabase> column = new Column<>("mssql", folder -> new MssqlTestDatabase());
        CommonRows.addTo(column);
        CommonRows.addSqlTo(column);
        return column.honours("keep-alive-interval", "yes", PoolEvidence::theDeadAreFoundUnused)
                .honours(
                        "connect-timeout",
                        "the driver's `loginTimeout`, in whole seconds, and a limit on reads",
                        MssqlEvidence::aSilentServerIsGivenUp)
                .honours(
                        "query-timeout",
                        "one alarm for each physical connection, in whole seconds, and a limit on reads",
                        MssqlEvidence::theStatementIsEnded)
                .honours("dsn", "a URL, or the driver's own", MssqlEvidence::aDsnSaysItAll)
                .honours("host", "one, with its instance", MssqlEvidence::theHostMayHaveAnInstance)
                .honours("port", "not beside an instance", MssqlEvidence::thePortIsTheServers)
                .honours("user", "yes", MssqlEvidence::theUserLogsIn)
                .honours("password", "yes", MssqlEvidence::thePasswordIsChecked)
                .honours("password-file", "yes", MssqlEvidence::theFileHoldsThePassword)
                .honours("credentials.provider", "yes", MssqlEvidence::thePluginLogsIn)
                .honours("database", "yes", MssqlEvidence::theDatabaseIsTheSessions)
                .honours("schema", "checked: the user has it", MssqlEvidence::theSchemaIsTheUsers)
                .honours(
                        "sslmode",
                        "`encrypt` and `trustServerCertificate`",
                        MssqlTlsEvidence::eachModeDoesAsItSays)
                .honours(
                        "ssl-root-cert",
                        "dbm's own check of the certificate",
                        MssqlTlsEvidence::onlyItsAuthorityIsTrusted)
                .honours(
                        "application-name",
                        "`applicationName`",
                        MssqlEvidence::theServerKnowsTheApplication)
                .honours("properties", "the driver's", MssqlEvidence::propertiesReachTheDriver)
                .rejects("filepath", "a server has no file")
                .rejects("busy-timeout", "write `lockTimeout` in `properties`")
                .rejects("auth-source", "the server knows its users")
                .rejects("replica-set", "write `multiSubnetFailover` in `properties`")
                .rejects("read-preference", "write `applicationIntent` in `properties`");
    }
}
