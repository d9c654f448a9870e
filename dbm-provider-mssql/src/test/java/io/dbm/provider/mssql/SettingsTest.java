package io.dbm.provider.mssql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.dbm.ConfigurationException;
import io.dbm.core.Dbm;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final String PLACE = "host = h, database = d\n";

    @Test
    void askForHostAndDatabase() {
        assertThat(problems(""))
                .containsExactly(
                        "database: is missing: write the database on the server",
                        "host: is missing: write the server's host name or address");
    }

    @Test
    void takeEveryKey() {
        load(
                """
                host = "::1", port = 65535, user = u, password = p
                database = d, schema = s, sslmode = verify-full
                ssl-root-cert = ca.pem, application-name = a
                properties { packetSize = 4096 }
                """);
        load("host = \"db\\\\SQLEXPRESS\", database = d");
    }

    @Test
    void rejectWrongValues() {
        assertThat(
                        problems(
                                """
                                host = "db.example.org:1433"
                                port = 65536
                                database = ""
                                schema = ""
                                sslmode = prefer
                                """))
                .containsExactly(
                        "database: must not be empty",
                        "host: must be one host name or IP address, with '\\' and an instance after"
                                + " it if it has a name",
                        "port: must be a port, from 1 to 65535",
                        "schema: must not be empty",
                        "sslmode: must be one of disable, require, verify-ca, verify-full");
        for (String host : List.of("a/b", "a;b", "a,1433", "a@b", "", "a b", "a\\\\", "\\\\a")) {
            assertThat(problems("database = d, host = \"" + host + "\""))
                    .as(host)
                    .containsExactly(
                            "host: must be one host name or IP address, with '\\' and an instance"
                                    + " after it if it has a name");
        }
    }

    @Test
    void rejectAPortBesideAnInstance() {
        assertThat(problems("host = \"db\\\\one\", port = 1433, database = d"))
                .containsExactly(
                        "port: would be ignored: a named instance has a port of its own; remove one"
                                + " of the two");
    }

    @Test
    void rejectTimesThatTheDriverCannotTell() {
        assertThat(problems(PLACE + "query-timeout = 1500ms, connect-timeout = 24d"))
                .containsExactly(
                        "connect-timeout: must be at most 65535 s, the longest that SQL Server's"
                                + " driver takes",
                        "query-timeout: must be whole seconds, in which SQL Server's driver counts,"
                                + " not 1500 ms; a transaction can have a timeout to the"
                                + " millisecond");
    }

    @Test
    void rejectACertificateThatNothingWouldRead() {
        assertThat(problems(PLACE + "sslmode = require, ssl-root-cert = ca.pem"))
                .containsExactly(
                        "ssl-root-cert: has no effect with sslmode require: use verify-ca or"
                                + " verify-full");
        assertThat(problems(PLACE + "sslmode = verify-ca, properties.trustStore = x"))
                .containsExactly(
                        "properties.trustStore: has no effect with sslmode verify-ca: it needs"
                                + " verify-full without ssl-root-cert");
        assertThat(problems(PLACE + "ssl-root-cert = x, properties.hostNameInCertificate = x"))
                .containsExactly(
                        "properties.hostNameInCertificate: has no effect with sslmode verify-full"
                                + " and ssl-root-cert: it needs verify-full without ssl-root-cert");
        load(PLACE + "properties { trustStore = x, hostNameInCertificate = y }");
    }

    @Test
    void rejectPropertiesThatTheDriverDoesNotKnow() {
        assertThat(problems(PLACE + "properties { pakcetSize = 512, colour = SECRET }"))
                .containsExactly(
                        "properties.colour: unknown name",
                        "properties.pakcetSize: unknown name; did you mean 'packetSize'?");
    }

    @Test
    void rejectPropertiesThatAKeySays() {
        assertThat(
                        problems(
                                PLACE
                                        + """
                                        query-timeout = 5s
                                        application-name = a
                                        sslmode = require
                                        properties {
                                          USER = u, password = SECRET, server = s, port = 1
                                          databaseName = d, queryTimeout = 6, applicationName = b
                                          encrypt = strict, loginTimeout = 11, packetSize = 512
                                          PacketSize = 513, socketFactoryConstructorArg = x
                                        }
                                        """))
                .containsExactly(
                        "application-name: would be ignored: 'properties' says the application"
                                + " name; remove one of the two",
                        "properties.USER: has a key of its own: write 'user'",
                        "properties.databaseName: has a key of its own: write 'database'",
                        "properties.loginTimeout: is longer than connect-timeout, which is 10000"
                                + " ms: raise connect-timeout",
                        "properties.packetSize: is said twice: 'PacketSize' says it",
                        "properties.password: has a key of its own: write 'password'",
                        "properties.port: has a key of its own: write 'port'",
                        "properties.queryTimeout: contradicts query-timeout: remove one of the two",
                        "properties.server: has a key of its own: write 'host'",
                        "properties.socketFactoryConstructorArg: is for a class that makes"
                                + " sockets: name it by socketFactoryClass, or remove this",
                        "sslmode: would be ignored: 'properties' says 'encrypt'; remove one of the"
                                + " two");
    }

    @Test
    void letPropertiesGoBeforeTheDefaultsOfDbm() {
        load(
                PLACE
                        + """
                        properties {
                          queryTimeout = 6, loginTimeout = 9, socketTimeout = 7000
                          encrypt = strict, trustServerCertificate = false
                          connectRetryCount = 2, applicationName = b, responseBuffering = full
                          authentication = ActiveDirectoryManagedIdentity, accessToken = SECRET
                        }
                        """);
    }

    @Test
    void rejectWhatTheDsnSaysToo() {
        String dsn =
                "sqlserver://u:p@h:1433?database=d&schema=s&sslmode=verify-ca&ssl-root-cert=ca.pem"
                        + "&application-name=a&packetSize=512";
        String keys =
                """
                host = h, port = 1433, user = u, password = p, database = d, schema = s
                sslmode = verify-ca, ssl-root-cert = ca.pem, application-name = a
                properties { packetSize = 512 }
                """;

        assertThat(problems(keys + "dsn = \"" + dsn + "\""))
                .containsExactly(
                        ignored("application-name"),
                        ignored("database"),
                        ignored("host"),
                        ignored("password"),
                        ignored("port"),
                        "properties.packetSize: is said twice: 'dsn' says it",
                        ignored("schema"),
                        ignored("ssl-root-cert"),
                        ignored("sslmode"),
                        ignored("user"));
    }

    @Test
    void takeFromTheKeysWhatTheDsnLeavesOut() {
        assertThat(problems("dsn = \"sqlserver://\""))
                .extracting(problem -> problem.split(":", 2)[0])
                .containsExactly("database", "host");
        load(
                """
                dsn = "jdbc:sqlserver://h", port = 1433, user = u, password = p, database = d
                schema = s, sslmode = verify-ca, ssl-root-cert = ca.pem, application-name = a
                """);
    }

    @Test
    void tellTheMistakesOfADsnWithoutItsText() {
        assertThat(
                        problems(
                                "dsn = \"sqlserver://u:SECRET@h:x?colour=red&sslmode=on"
                                        + "&queryTimeout=SECRET\", port = 0"))
                .containsExactly(
                        "dsn: must name a port from 1 to 65535 after the host and ':', or none",
                        "dsn: has a parameter 'colour' that the driver does not know",
                        "dsn: must say as 'sslmode' one of disable, require, verify-ca,"
                                + " verify-full",
                        "port: must be a port, from 1 to 65535");
        assertThat(problems("dsn = \"sqlserver://h?database=d&queryTimeout=SECRET\""))
                .containsExactly("dsn: says 'queryTimeout', which must be a whole number");
    }

    private static String ignored(String key) {
        return key + ": would be ignored: 'dsn' says the " + key + "; remove one of the two";
    }

    private static void load(String keys) {
        Dbm.load(ConfigFactory.parseString(file(keys))).close();
    }

    private static String file(String keys) {
        return "dbmanager.connections.primary {\ntype = mssql\n" + keys + "\n}";
    }

    /** Returns the problems that such a connection has, each with its key and whole message. */
    private static List<String> problems(String keys) {
        ConfigurationException mistakes =
                catchThrowableOfType(ConfigurationException.class, () -> load(keys));
        assertThat(mistakes).as("mistakes in %s", keys).isNotNull();
        assertThat(mistakes.toString()).doesNotContain("SECRET");
        return mistakes.problems().stream()
                .map(
                        problem ->
                                problem.path().replace("dbmanager.connections.primary.", "")
                                        + ": "
                                        + problem.message())
                .toList();
    }
}
