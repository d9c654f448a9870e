package io.dbm.provider.mssql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.provider.mssql.Hosts.Server;
import io.dbm.spi.Credentials;
import io.dbm.spi.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DsnParserTest {

    private static final Optional<Server> DB = Optional.of(new Server("db", Optional.empty()));

    @Test
    void readsTheFormOfTheDriver() {
        Dsn dsn =
                parse(
                        "jdbc:sqlserver://db:1433; Database = app ;user={u;s}}er;};"
                                + "password={a;b}}c={};applicationName=it's;encrypt=true;");

        assertThat(dsn.server()).isEqualTo(DB);
        assertThat(dsn.port()).contains(1433);
        assertThat(dsn.database()).contains("app");
        assertThat(dsn.properties())
                .isEqualTo(
                        Map.of(
                                "databaseName",
                                "app",
                                "applicationName",
                                "it's",
                                "encrypt",
                                "true"));
    }

    @Test
    void readsValuesInBraces() {
        Dsn dsn = parse("jdbc:sqlserver://db;user={a;b}}c=d} ;password={}");
        assertThat(dsn.credentials())
                .isEqualTo(new Credentials(Optional.of("a;b}c=d"), Optional.empty()));
    }

    @Test
    void readsValuesOfAnyLength() {
        String token = "x".repeat(100_000);
        assertThat(parse("jdbc:sqlserver://db;user={" + token + "}").credentials().user())
                .contains(token);
    }

    @Test
    void readsAUrl() {
        Dsn dsn =
                parse(
                        "sqlserver://us%40er:p%2Fa%3Ass+@db:14330/?database=ap%20p&schema=shop"
                                + "&sslmode=verify-ca&packetSize=512&application-name=a");

        assertThat(dsn.server()).isEqualTo(DB);
        assertThat(dsn.port()).contains(14330);
        assertThat(dsn.credentials()).isEqualTo(credentials("us@er", "p/a:ss+"));
        assertThat(dsn.keys())
                .isEqualTo(Map.of(MssqlKeys.SCHEMA, "shop", MssqlKeys.SSLMODE, "verify-ca"));
        assertThat(dsn.properties())
                .isEqualTo(
                        Map.of(
                                "databaseName",
                                "ap p",
                                "packetSize",
                                "512",
                                "applicationName",
                                "a"));
    }

    @Test
    void takesUserAndPasswordFromTheParametersToo() {
        assertThat(parse("sqlserver://db?user=u&password=p%26w").credentials())
                .isEqualTo(credentials("u", "p&w"));
        assertThat(parse("jdbc:sqlserver://db;userName=u;password=p").credentials())
                .isEqualTo(credentials("u", "p"));
    }

    @Test
    void readsNamedInstancesAndAddresses() {
        Optional<Server> instance = Optional.of(new Server("db", Optional.of("SQLEXPRESS")));
        assertThat(parse("jdbc:sqlserver://db\\SQLEXPRESS;database=d").server())
                .isEqualTo(instance);
        assertThat(parse("jdbc:sqlserver://db;instanceName=SQLEXPRESS").server())
                .isEqualTo(instance);
        assertThat(parse("sqlserver://db%5CSQLEXPRESS?database=d").server()).isEqualTo(instance);
        Optional<Server> address = Optional.of(new Server("::1", Optional.empty()));
        assertThat(parse("sqlserver://[::1]:1433").server()).isEqualTo(address);
        assertThat(parse("jdbc:sqlserver://::1").server()).isEqualTo(address);
    }

    @Test
    void leavesOutWhatIsNotSaid() {
        for (String nothing :
                List.of(
                        "sqlserver://",
                        "jdbc:sqlserver://",
                        "jdbc:sqlserver://;",
                        "sqlserver://?")) {
            assertThat(parse(nothing)).isEqualTo(Dsn.EMPTY);
        }
    }

    @Test
    void rejectsAnotherScheme() {
        for (String other :
                List.of("", "db", "mssql://db", "jdbc:postgresql://db", "SQLSERVER://db")) {
            assertThat(mistakes(other))
                    .as(other)
                    .containsExactly(
                            "must be jdbc:sqlserver://host:port;database=…"
                                    + " or sqlserver://user:password@host:port?database=…");
        }
    }

    @Test
    void rejectsAPath() {
        assertThat(mistakes("sqlserver://db:1433/app"))
                .containsExactly(
                        "must name a port from 1 to 65535 after the host and ':', or none");
        assertThat(mistakes("sqlserver://db/app"))
                .containsExactly(
                        "names no valid host; write the database as a parameter, and special"
                                + " characters of a user or password in a URL as %XX");
    }

    @Test
    void rejectsWhatCannotBeMeant() {
        assertThat(mistakes("jdbc:sqlserver://db\\one:1433"))
                .containsExactly(
                        "names an instance and a port, which would replace it: leave one out");
        assertThat(mistakes("sqlserver://db?database=a&databaseName=b"))
                .containsExactly("says 'databaseName' twice");
        assertThat(mistakes("sqlserver://db?server=other"))
                .containsExactly("has a parameter 'server' that the driver does not know");
        assertThat(mistakes("sqlserver://u:%zz@db"))
                .containsExactly(
                        "has a '%' that begins no character in UTF-8; write '%' itself as %25");
        for (String text : List.of("nonsense", "user={a", "user={a}b", "user=a}b", "=b")) {
            assertThat(mistakes("jdbc:sqlserver://db;" + text))
                    .as(text)
                    .containsExactly(
                            "must have name=value between the semicolons; a value with ';', '{' or"
                                    + " '}' stands in braces, and a '}' in it is written '}}'");
        }
    }

    @Test
    void neverRepeatsWhatMayBeAPieceOfAPassword() {
        for (String dsn :
                List.of(
                        "sqlserver://user:pass?SECRET=x@db",
                        "sqlserver://db?user=u&password=a&SECRET=b",
                        "sqlserver://user:SECRET/x@db/y",
                        "jdbc:sqlserver://db;password=a;SECRET=b",
                        "jdbc:sqlserver://user:SECRET@db",
                        "jdbc:sqlserver://db;password=a;SECRET",
                        "SECRET://user:SECRET@db")) {
            assertThat(DsnParser.parse(dsn).mistakes())
                    .as(dsn)
                    .isNotEmpty()
                    .noneMatch(mistake -> mistake.contains("SECRET"));
        }
    }

    private static Credentials credentials(String user, String password) {
        return new Credentials(Optional.of(user), Optional.of(Secret.of(password)));
    }

    private static Dsn parse(String dsn) {
        DsnParser.Result result = DsnParser.parse(dsn);
        assertThat(result.mistakes()).as(dsn).isEmpty();
        return result.dsn().orElseThrow();
    }

    private static List<String> mistakes(String dsn) {
        return DsnParser.parse(dsn).mistakes();
    }
}
