package io.dbm.it.fuzz;

import java.util.List;
import java.util.Random;

/** What may stand in a configuration and should not; each secret has {@code Hush} in it. */
final class Wrong {

    private static final String LONG = "x".repeat(100_000);

    static final List<String> VALUES =
            List.of(
                    "-1",
                    "0",
                    "1.5",
                    "2147483648",
                    "1e400",
                    "-1e-400",
                    "9".repeat(10_000),
                    "30",
                    "-5s",
                    "1.5s",
                    "1ns",
                    "25d",
                    "9223372036854775807d",
                    "9".repeat(400) + "s",
                    "5 minutes later",
                    "true",
                    "null",
                    "\"\"",
                    "\" \"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"a\\nb\"",
                    "\"%zz\"",
                    "\"été ☃ 𝄞\"",
                    "\"\"\"a\n\"b\"\"\"\"",
                    '"' + LONG + '"',
                    "[]",
                    "[[1], {a = 2}, null]",
                    "[a, ${?nowhere}]",
                    "{}",
                    "{ a = 1 }",
                    "{ a = { b = [\"HushHush\"] } }",
                    "\"HushHush\"",
                    "HushHush",
                    "\"Hush'Hush@Hush:Hush\\\"Hush\"",
                    "[\"Hush Hush\"]",
                    "123456Hush",
                    "Hush$Hush",
                    "/dev/null/x",
                    "\"jdbi\"",
                    "jdbc",
                    "postgres",
                    "sqlite",
                    "mssql",
                    "mongodb",
                    "oracle");

    static final List<String> DSNS =
            List.of(
                    "",
                    ":",
                    "://",
                    "jdbc:",
                    "postgresql://",
                    "postgresql://app:Hush/Hush@localhost/app",
                    "postgresql://app:Hush@Hush@localhost/app",
                    "postgresql://app:Hush?Hush@localhost/app",
                    "postgresql://app:Hush&Hush=Hush@localhost/app",
                    "postgresql://app:Hush%zzHush@localhost/app",
                    "postgresql://app:Hush#Hush@localhost:99999/app",
                    "postgresql://localhost/app?nonsense=Hush",
                    "postgresql://localhost/app?password=Hush&Hush",
                    "postgresql://localhost/app?sslmode=Hush",
                    "postgresql://[Hush]/app",
                    "postgresql://[::1/Hush",
                    "jdbc:postgresql://app:Hush@localhost/app",
                    "jdbc:postgresql://localhost/app?socketTimeout=Hush",
                    "jdbc:postgresql:Hush?password=Hush&user=Hush&password=Hush",
                    "mongodb://",
                    "mongodb://app:Hush:Hush@localhost",
                    "mongodb://app:Hush/Hush@localhost",
                    "mongodb://app:Hush@localhost/?w=many",
                    "mongodb://app:Hush@localhost/?uuidRepresentation=Hush",
                    "mongodb://app:Hush@localhost/?readPreference=Hush",
                    "mongodb://app:Hush@localhost/?readPreferenceTags=Hush",
                    "mongodb://app:Hush@localhost/?compressors=Hush&zlibCompressionLevel=Hush",
                    "mongodb://app:Hush@localhost/?authMechanism=Hush",
                    "mongodb://app:Hush@localhost/?heartbeatFrequencyMS=Hush",
                    "mongodb://app:Hush@localhost/?nonsense=Hush",
                    "mongodb://app:Hush@localhost/?proxyHost=Hush&proxyPort=Hush",
                    "mongodb+srv://app:Hush@localhost:27017/app",
                    "mongodb+srv://app:Hush@a.b.c/?srvMaxHosts=Hush",
                    "mongodb+srv://app:Hush@host",
                    "sqlserver://",
                    "sqlserver://app:Hush?Hush@localhost",
                    "sqlserver://app:Hush%zz@localhost",
                    "sqlserver://localhost?nonsense=Hush&password=Hush",
                    "jdbc:sqlserver://localhost;password=Hush;Hush;Hush=Hush",
                    "jdbc:sqlserver://localhost;password={Hush;Hush",
                    "jdbc:sqlserver://localhost;password={" + "}}".repeat(50_000) + "Hush}",
                    "jdbc:sqlserver://localhost;" + " ".repeat(2_000) + "Hush",
                    "jdbc:sqlserver://Hush\\\\Hush\\\\Hush:1433",
                    "jdbc:sqlserver://localhost;packetSize=Hush;loginTimeout=Hush",
                    "jdbc:sqlite:",
                    "jdbc:sqlite:@folder@/data/a.db?password=Hush",
                    "jdbc:sqlite:@folder@/data/a.db?Hush",
                    "jdbc:sqlite:@folder@/data/a.db?journal_mode=Hush",
                    "jdbc:sqlite:@folder@/data/a.db?cache_size=-999999999999",
                    "file:@folder@/data/%00.db",
                    "file:@folder@/data/b.db?mode=ro",
                    "file:@folder@/data/b.db?vfs=none",
                    "file:@folder@/data/c.db?mode=memory&cache=shared",
                    "file://app:Hush@localhost/a.db",
                    "file:",
                    "@folder@/data",
                    "@folder@/data/no/such/folder/a.db",
                    "@folder@/data/" + "n".repeat(300),
                    "@folder@/data/a\\u0000b",
                    "@folder@/data/\\ud800",
                    "@folder@/data/?&#%41.db",
                    "mysql://app:Hush@localhost/app",
                    "Hush:Hush@tcp(localhost:3306)/app",
                    LONG,
                    "postgresql://" + LONG + ":Hush@" + LONG,
                    "mongodb://" + "a,".repeat(20_000) + "b/?Hush",
                    "%".repeat(1_000),
                    "\\ud800\\u0000\\uffff");

    static final List<String> NAMES =
            List.of(
                    "\"\"",
                    "\" \"",
                    "\"a.b\"",
                    "a.b",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"a\\nb\"",
                    "\"../../x\"",
                    "\"${x}\"",
                    "\"'\"",
                    "\"\\\"\"",
                    "été☃",
                    "0",
                    "-",
                    "type",
                    "jdbi",
                    "mybatis",
                    "connections",
                    "dbmanager",
                    "default-connection",
                    "null",
                    "include",
                    "maximumPoolSize",
                    "url",
                    '"' + LONG + '"');

    static final List<String> SUBSTITUTIONS =
            List.of(
                    "${nowhere}",
                    "${?nowhere}",
                    "${?nowhere}\"HushHush\"",
                    "${dbmanager}",
                    "${dbmanager.connections}",
                    "[${dbmanager.connections}]",
                    "${dbmanager.connections} { a = HushHush }",
                    "\"Hush\" ${dbmanager}",
                    "[1] \"HushHush\"",
                    "{ a = 1 } \"HushHush\"",
                    "${fuzz.secret}",
                    "${FUZZ_SECRET}",
                    "${fuzz}",
                    "${FUZZ_SECRET}[\"Hush\"]",
                    "${fuzz.secret}{ a = HushHush }",
                    "${",
                    "${}",
                    "${HushHush",
                    "${\"\"}",
                    "${\"" + LONG + "\"}",
                    "${?dbmanager.default-connection}${?dbmanager.default-connection}");

    static final List<String> INCLUDES =
            List.of(
                    "include \"application\"",
                    "include \"application.conf\"",
                    "include file(\"@folder@/application.conf\")",
                    "include url(\"file:@folder@/application.conf\")",
                    "include url(\"nothing at all\")",
                    "include classpath(\"application.conf\")",
                    "include \"included\"",
                    "include \"loop\"",
                    "include \"broken\"",
                    "include \"nowhere\"",
                    "include required(\"nowhere\")",
                    "include required(file(\"@folder@/nowhere\"))",
                    "include file(\"@folder@\")",
                    "include \"\"",
                    "include HushHush",
                    "include \"Hush");

    private Wrong() {}

    static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    static <T> T any(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    static int any(int[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
