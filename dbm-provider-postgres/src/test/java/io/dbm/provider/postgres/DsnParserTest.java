package io.dbm.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.provider.postgres.Dsn.Server;
import io.dbm.spi.Credentials;
import io.dbm.spi.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DsnParserTest {

    @Test
    void readsTheJdbcForm() {
        assertThat(
                        read(
                                "jdbc:postgresql://db.example.org:6543/shop?sslmode=require&user=ann&password=pw"))
                .isEqualTo(
                        new Dsn(
                                List.of(server("db.example.org", 6543)),
                                Optional.of("shop"),
                                credentials("ann", "pw"),
                                Map.of("sslmode", "require")));
    }

    @Test
    void readsTheUrlForm() {
        Dsn shop =
                new Dsn(
                        List.of(server("db.example.org", 6543)),
                        Optional.of("shop"),
                        credentials("ann", "pw"),
                        Map.of("sslmode", "require"));

        assertThat(read("postgresql://ann:pw@db.example.org:6543/shop?sslmode=require"))
                .isEqualTo(shop);
        assertThat(read("postgres://ann:pw@db.example.org:6543/shop?sslmode=require"))
                .isEqualTo(shop);
        assertThat(read("postgres://db.example.org:6543/shop?user=ann&password=pw&sslmode=require"))
                .isEqualTo(shop);
    }

    @Test
    void decodesEachPart() {
        Dsn dsn = read("postgres://a%40b:p%3A%2F%3F%23%26%3D%25@h/d%2F%C3%A9?options=-c%20a%3Db");

        assertThat(dsn.credentials()).isEqualTo(credentials("a@b", "p:/?#&=%"));
        assertThat(dsn.database()).contains("d/é");
        assertThat(dsn.parameters()).isEqualTo(Map.of("options", "-c a=b"));
    }

    @Test
    void readsAPlusAsTheToolsOfEachFormDo() {
        assertThat(read("jdbc:postgresql://h/d?user=u&password=a+b").credentials())
                .isEqualTo(credentials("u", "a b"));
        assertThat(read("postgresql://u:a+b@h/d").credentials()).isEqualTo(credentials("u", "a+b"));
    }

    @Test
    void readsTheLastAtAsTheEndOfThePassword() {
        assertThat(read("postgres://u:p@ss:w@h/d"))
                .isEqualTo(
                        new Dsn(
                                List.of(server("h")),
                                Optional.of("d"),
                                credentials("u", "p@ss:w"),
                                Map.of()));
    }

    @Test
    void readsAddresses() {
        assertThat(read("postgres://[::1]:5433/d").servers())
                .containsExactly(server("[::1]", 5433));
        assertThat(read("postgres://[fe80::1%eth0]/d").servers())
                .containsExactly(server("[fe80::1%eth0]"));
        assertThat(read("postgres://127.0.0.1/d").servers()).containsExactly(server("127.0.0.1"));
        assertThat(read("postgres://my_host/d").servers()).containsExactly(server("my_host"));
    }

    @Test
    void readsSeveralServers() {
        Dsn dsn = read("jdbc:postgresql://one:5433,two,[::1]:5434/d?targetServerType=primary");

        assertThat(dsn.servers())
                .containsExactly(server("one", 5433), server("two"), server("[::1]", 5434));
        assertThat(dsn.parameters()).isEqualTo(Map.of("targetServerType", "primary"));
    }

    @Test
    void leavesOutWhatIsNotSaid() {
        Dsn host = new Dsn(List.of(server("h")), Optional.empty(), Credentials.none(), Map.of());

        assertThat(read("postgres://h")).isEqualTo(host);
        assertThat(read("postgres://h/")).isEqualTo(host);
        assertThat(read("jdbc:postgresql://h/?")).isEqualTo(host);
        assertThat(read("postgres://:@h")).isEqualTo(host);
        assertThat(read("postgres://h?password=")).isEqualTo(host);
        assertThat(read("jdbc:postgresql:d"))
                .isEqualTo(new Dsn(List.of(), Optional.of("d"), Credentials.none(), Map.of()));
        assertThat(read("postgres:///d"))
                .isEqualTo(new Dsn(List.of(), Optional.of("d"), Credentials.none(), Map.of()));
        assertThat(read("postgres://u@h").credentials())
                .isEqualTo(new Credentials(Optional.of("u"), Optional.empty()));
    }

    @Test
    void keepsAParameterWithoutValueSinceItMayTurnSomethingOn() {
        assertThat(read("jdbc:postgresql://h/d?ssl").parameters()).isEqualTo(Map.of("ssl", ""));
    }

    @Test
    void knowsTheNamesThatPsqlGives() {
        assertThat(
                        read("postgres://h/d?application_name=shop&connect_timeout=5&channel_binding=require")
                                .parameters())
                .isEqualTo(
                        Map.of(
                                "ApplicationName", "shop",
                                "connectTimeout", "5",
                                "channelBinding", "require"));
    }

    @Test
    void saysWhatIsWrong() {
        String form =
                "must be jdbc:postgresql://host:port/database"
                        + " or postgresql://user:password@host:port/database";
        assertThat(mistakes("mysql://h/d")).containsExactly(form);
        assertThat(mistakes("postgresql:h/d")).containsExactly(form);
        assertThat(mistakes("jdbc:mysql://h/d")).containsExactly(form);
        assertThat(mistakes("")).containsExactly(form);

        assertThat(mistakes("jdbc:postgresql://u:p@h/d"))
                .containsExactly(
                        "has a user before '@', for which its JDBC form has no place:"
                                + " write ?user=…&password=…, or leave out 'jdbc:'");
        for (String host : List.of("a b", "h,", "::1", "[::1", "h\\x", "a%20b")) {
            assertThat(mistakes("postgres://" + host + "/d"))
                    .containsExactly(
                            "names no valid host; write an IPv6 address in brackets, and special"
                                    + " characters of a user or password as %XX");
        }
        for (String port : List.of("0", "65536", "", "-1", "x", "99999999999")) {
            assertThat(mistakes("postgres://h:" + port + "/d"))
                    .containsExactly(
                            "must name a port from 1 to 65535 after the host and ':', or none");
        }
        assertThat(mistakes("postgres://h/d?sslmod=require&PGHOST=x&targetservertype=any"))
                .containsExactly(
                        "has a parameter 'sslmod' that the driver does not know",
                        "has a parameter 'PGHOST' that the driver does not know",
                        "has a parameter 'targetservertype' that the driver does not know");
        assertThat(mistakes("postgres://h/d?sslmode=on"))
                .containsExactly(
                        "must say as 'sslmode' one of disable, allow, prefer, require, verify-ca,"
                                + " verify-full");
        assertThat(mistakes("postgres://u@h/d?user=v&options=a&options=b"))
                .containsExactly("says 'user' twice", "says 'options' twice");
        assertThat(mistakes("postgres://h/d?sslpassword=x"))
                .containsExactly("must not hold 'sslpassword', which the driver logs");
        for (String option :
                List.of(
                        "-c%20statement_timeout%3D5s",
                        "-c%20STATEMENT_TIMEOUT%3D0", "--statement-timeout%3D0")) {
            assertThat(mistakes("postgres://h/d?options=" + option))
                    .containsExactly(
                            "must not set statement_timeout in 'options': write query-timeout");
        }
        for (String encoded : List.of("%", "%4", "%zz", "%ff", "%00")) {
            assertThat(mistakes("postgres://u:" + encoded + "@h/d"))
                    .containsExactly(
                            "has a '%' that begins no character in UTF-8; write '%' itself as %25");
        }
    }

    @Test
    void neverRepeatsWhatMayBePartOfAPassword() {
        List<String> misread =
                List.of(
                        "postgres://u:1/SECRET@h/d",
                        "postgres://u:12?SECRET@h/d",
                        "postgres://u:12?SECRET=x@h/d",
                        "postgres://u:SECRET/x@h/d",
                        "postgres://u:SECRET#/x@h/d",
                        "postgres://u:%SECRET@h/d",
                        "jdbc:postgresql://u:SECRET@h/d",
                        "jdbc:postgresql://h/d?password=x&SECRET",
                        "postgres://h/d?sslpassword=x&SECRET",
                        "postgres://h/d?passwort=x&SECRET=y",
                        "jdbc:postgresql://h/d?password=x&SECRET=y",
                        "jdbc:postgresql://h/d?password=%SECRET",
                        "mysql://u:SECRET@h/d",
                        "SECRET");

        for (String dsn : misread) {
            assertThat(mistakes(dsn)).as(dsn).isNotEmpty().noneMatch(it -> it.contains("SECRET"));
        }
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(read("postgres://u:SECRET@h/d").toString()).doesNotContain("SECRET");
    }

    private static Dsn read(String text) {
        DsnParser.Result result = DsnParser.parse(text);
        assertThat(result.mistakes()).isEmpty();
        return result.dsn().orElseThrow();
    }

    private static List<String> mistakes(String text) {
        DsnParser.Result result = DsnParser.parse(text);
        assertThat(result.dsn()).isEmpty();
        return result.mistakes();
    }

    private static Server server(String host) {
        return new Server(host, OptionalInt.empty());
    }

    private static Server server(String host, int port) {
        return new Server(host, OptionalInt.of(port));
    }

    private static Credentials credentials(String user, String password) {
        return new Credentials(Optional.of(user), Optional.of(Secret.of(password)));
    }
}
