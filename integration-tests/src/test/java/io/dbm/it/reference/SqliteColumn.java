package io.dbm.it.reference;

import java.util.List;

/** What SQLite makes of each key. */
final class SqliteColumn {

    private SqliteColumn() {}

    static Column<SqliteTestDatabase> column() {
        Column<SqliteTestDatabase> column = new Column<>("sqlite", SqliteTestDatabase::new);
        CommonRows.addTo(column);
        CommonRows.addSqlTo(column);
        column.honours(
                        "max-open-conns",
                        "dbm's pool; `1` by default",
                        SqliteEvidence::thereIsOneConnectionUnlessMoreAreAskedFor)
                .honours(
                        "connect-timeout",
                        "opening is given up, at most 1 s later",
                        SqliteEvidence::aFileThatCannotBeOpenedIsGivenUp)
                .honours("query-timeout", "progress handler", TimeEvidence::aStatementIsEnded)
                .honours("dsn", "a path, or a URI with parameters", SqliteEvidence::aDsnSaysItAll)
                .honours(
                        "filepath", "the file, or `:memory:`", SqliteEvidence::theFileIsTheDatabase)
                .honours("busy-timeout", "`PRAGMA busy_timeout`", SqliteEvidence::locksAreWaitedFor)
                .honours(
                        "properties",
                        "PRAGMAs, and the driver's",
                        SqliteEvidence::propertiesReachTheDriver);
        column.rejects(
                "keep-alive-interval",
                "there is no network",
                Rejections.of(
                        "keep-alive-interval",
                        "1m",
                        "a file has no network that could take a connection for dead: remove it"));
        for (String key : List.of("host", "port")) {
            column.rejects(key, "a file has no server");
        }
        for (String key : List.of("user", "password", "auth-source")) {
            column.rejects(key, "SQLite has no users");
        }
        String noPassword = "a connection of this type has no password: remove it";
        column.rejects(
                "password-file",
                "SQLite has no users",
                Rejections.of("password-file", "\"/run/secrets/db\"", noPassword));
        column.rejects(
                "credentials.provider",
                "SQLite has no users",
                Rejections.at("credentials", "credentials.provider = word", noPassword));
        for (String key : List.of("sslmode", "ssl-root-cert")) {
            column.rejects(key, "there is no network");
        }
        return column.rejects("database", "write `filepath`")
                .rejects("schema", "a file has one")
                .rejects("application-name", "nobody would see it")
                .rejects("replica-set", "a file has no replicas")
                .rejects("read-preference", "a file has no replicas");
    }
}
