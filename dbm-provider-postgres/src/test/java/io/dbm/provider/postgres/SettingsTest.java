package io.dbm.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.dbm.ConfigurationException;
import io.dbm.core.Dbm;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final String HOSTS =
            "must be host names or IP addresses with commas between them, each with ':' and a port"
                    + " or without";
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
        Dbm.load(
                        ConfigFactory.parseString(
                                """
                                dbmanager.connections.primary {
                                  type = postgres, host = "::1", port = 65535, user = u, password = p
                                  database = d, schema = s, sslmode = verify-full
                                  ssl-root-cert = ca.pem, application-name = a
                                }
                                """))
                .close();
    }

    @Test
    void rejectWrongValues() {
        assertThat(
                        problems(
                                """
                                host = "a,,b"
                                port = 65536
                                database = ""
                                schema = ""
                                sslmode = verify
                                """))
                .containsExactly(
                        "database: must not be empty",
                        "host: " + HOSTS,
                        "port: must be a port, from 1 to 65535",
                        "schema: must not be empty",
                        "sslmode: must be one of disable, allow, prefer, require, verify-ca,"
                                + " verify-full; did you mean 'verify-ca'?");
        for (String host :
                List.of("a/b", "a?b", "a@b", "", "a b", "a:", "a:0", "a:65536", "a,b:x")) {
            assertThat(problems("database = d, host = \"" + host + "\""))
                    .as(host)
                    .containsExactly("host: " + HOSTS);
        }
        assertThat(problems("database = d, host = []")).containsExactly("host: " + HOSTS);
        assertThat(problems("database = d, host { a = b }"))
                .containsExactly("host: must be a text or a list of texts, not a block");
        assertThat(problems("database = d, host = [a, { b = c }]"))
                .containsExactly("host: must be a list of texts, not a block");
        assertThat(problems("host = h, database = d, port = 0"))
                .containsExactly("port: must be a port, from 1 to 65535");
    }

    @Test
    void rejectAPortThatNoHostNeeds() {
        assertThat(problems("host = [\"a:1\", \"[::1]:2\"], port = 3, database = d"))
                .containsExactly(
                        "port: would be ignored: 'host' says the port; remove one of the two");
    }

    @Test
    void rejectACertificateThatNothingWouldRead() {
        assertThat(problems("host = h, database = d, ssl-root-cert = ca.pem"))
                .containsExactly(
                        "ssl-root-cert: has no effect with sslmode prefer: use verify-ca or"
                                + " verify-full");
        assertThat(problems("dsn = \"postgres://h/d?sslmode=require\", ssl-root-cert = ca.pem"))
                .containsExactly(
                        "ssl-root-cert: has no effect with sslmode require: use verify-ca or"
                                + " verify-full");
    }

    @Test
    void rejectWhatTheDsnSaysToo() {
        String dsn =
                "postgres://u:p@h:5432/d?sslmode=verify-ca&sslrootcert=ca.pem&currentSchema=s"
                        + "&application_name=a";
        String keys =
                """
                host = h, port = 5432, user = u, password = p, database = d
                sslmode = verify-ca, ssl-root-cert = ca.pem, schema = s, application-name = a
                """;

        assertThat(problems(keys + "dsn = \"" + dsn + "\""))
                .containsExactly(
                        ignored("application-name"),
                        ignored("database"),
                        ignored("host"),
                        ignored("password"),
                        ignored("port"),
                        ignored("schema"),
                        ignored("ssl-root-cert"),
                        ignored("sslmode"),
                        ignored("user"));
    }

    @Test
    void rejectATimeoutInTheDsnThatConnectTimeoutWouldCutShort() {
        assertThat(problems("dsn = \"postgres://h/d?connectTimeout=60\""))
                .containsExactly(
                        "dsn: says a connectTimeout that is longer than connect-timeout, which is"
                                + " 10000 ms: raise connect-timeout");
    }

    @Test
    void rejectPropertiesThatTheDriverDoesNotKnow() {
        assertThat(problems(PLACE + "properties { tcpKeepAlives = true, colour = SECRET }"))
                .containsExactly(
                        "properties.colour: unknown name",
                        "properties.tcpKeepAlives: unknown name; did you mean 'tcpKeepAlive'?");
    }

    @Test
    void rejectPropertiesThatSomethingElseSays() {
        assertThat(
                        problems(
                                """
                                dsn = "postgres://h/d?prepareThreshold=1", schema = s, sslmode = require
                                properties {
                                  user = u, password = SECRET, PGHOST = h, PGPORT = 1, PGDBNAME = d
                                  sslpassword = SECRET, prepareThreshold = 2, currentSchema = t
                                  sslmode = verify, loginTimeout = 11
                                  options = "-c statement_timeout=1"
                                }
                                """))
                .containsExactly(
                        "properties.PGDBNAME: has a key of its own: write 'database'",
                        "properties.PGHOST: has a key of its own: write 'host'",
                        "properties.PGPORT: has a key of its own: write 'port'",
                        "properties.loginTimeout: says a time that is longer than connect-timeout,"
                                + " which is 10000 ms: raise connect-timeout",
                        "properties.options: must not set statement_timeout in 'options': write"
                                + " query-timeout",
                        "properties.password: has a key of its own: write 'password'",
                        "properties.prepareThreshold: is said twice: 'dsn' says it",
                        "properties.sslmode: must say as 'sslmode' one of disable, allow, prefer,"
                                + " require, verify-ca, verify-full",
                        "properties.sslpassword: must not hold 'sslpassword', which the driver logs",
                        "properties.user: has a key of its own: write 'user'",
                        "schema: would be ignored: 'properties' says the schema; remove one of the"
                                + " two",
                        "sslmode: would be ignored: 'properties' says the sslmode; remove one of"
                                + " the two");
    }

    @Test
    void takeFromTheKeysWhatTheDsnLeavesOut() {
        assertThat(problems("dsn = \"postgres://\""))
                .containsExactly(
                        "database: is missing: write the database on the server",
                        "host: is missing: write the server's host name or address");
        assertThat(problems("dsn = \"postgres://u@h\""))
                .containsExactly("database: is missing: write the database on the server");
        Dbm.load(
                        ConfigFactory.parseString(
                                """
                                dbmanager.connections.primary {
                                  type = postgres, dsn = "postgres://h"
                                  port = 5432, user = u, password = p, database = d, schema = s
                                  sslmode = verify-ca, ssl-root-cert = ca.pem, application-name = a
                                }
                                """))
                .close();
    }

    @Test
    void tellTheMistakesOfADsnWithoutItsText() {
        assertThat(problems("dsn = \"postgres://u:SECRET@h:x/d?colour=red&sslmode=on\", port = 0"))
                .containsExactly(
                        "dsn: has a parameter 'colour' that the driver does not know",
                        "dsn: must say as 'sslmode' one of disable, allow, prefer, require,"
                                + " verify-ca, verify-full",
                        "dsn: must name a port from 1 to 65535 after the host and ':', or none",
                        "port: must be a port, from 1 to 65535");
    }

    private static String ignored(String key) {
        return key + ": would be ignored: 'dsn' says the " + key + "; remove one of the two";
    }

    /** Returns the problems that such a connection has, each with its key and whole message. */
    private static List<String> problems(String keys) {
        String file = "dbmanager.connections.primary {\ntype = postgres\n" + keys + "\n}";
        ConfigurationException mistakes =
                catchThrowableOfType(
                        ConfigurationException.class,
                        () -> Dbm.load(ConfigFactory.parseString(file)).close());
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
