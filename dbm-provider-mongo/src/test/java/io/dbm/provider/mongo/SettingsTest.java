package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.dbm.ConfigurationException;
import io.dbm.core.Dbm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the settings of a MongoDB connection may be, and what is said about those that may not. */
class SettingsTest {

    @Test
    void needAHost() {
        assertThat(problems(""))
                .containsExactly("host: is missing: write the server's host name or address");
        assertThat(problems("dsn = \"mongodb://\""))
                .containsExactly(
                        "dsn: names no valid host and port; write an IPv6 address in brackets, and"
                                + " special characters of a user or password as %XX");
    }

    @Test
    void takeEveryKey() {
        load(
                """
                host = "a:27017,b", port = 65535, user = u, password = p, auth-source = admin
                database = d, replica-set = rs0, read-preference = secondary-preferred
                sslmode = verify-full, ssl-root-cert = ca.pem, application-name = a
                """);
        load(
                """
                dsn = "mongodb+srv://cluster0.example.net/?retryWrites=true&w=majority"
                user = u, password = p, auth-source = admin, database = d, replica-set = rs0
                sslmode = verify-ca, ssl-root-cert = ca.pem, application-name = a
                """);
    }

    @Test
    void rejectWrongValues() {
        assertThat(
                        problems(
                                """
                                host = "a,,b", port = 65536, database = "a.b", auth-source = ""
                                replica-set = "", read-preference = first, sslmode = prefer
                                """))
                .containsExactly(
                        "auth-source: must not be empty",
                        "database: is not a name of 1 to 63 bytes without / \\ . \" $ and blanks",
                        "host: must be host names or IP addresses with commas between them, each"
                                + " with ':' and a port or without",
                        "port: must be a port, from 1 to 65535",
                        "read-preference: must be one of primary, primaryPreferred,"
                                + " primary-preferred, secondary, secondaryPreferred,"
                                + " secondary-preferred, nearest",
                        "replica-set: must not be empty",
                        "sslmode: must be one of disable, require, verify-ca, verify-full");
        assertThat(problems("host = h, application-name = " + "x".repeat(129)))
                .containsExactly("application-name: is more than the 128 bytes that MongoDB takes");
    }

    @Test
    void rejectAPortThatNoHostNeeds() {
        assertThat(problems("host = [\"a:1\", \"b:2\"], port = 3"))
                .containsExactly(
                        "port: would be ignored: 'host' says the port; remove one of the two");
    }

    @Test
    void rejectACertificateThatNothingWouldRead() {
        assertThat(problems("host = h, ssl-root-cert = ca.pem"))
                .containsExactly(
                        "ssl-root-cert: has no effect with sslmode disable: use verify-ca or"
                                + " verify-full");
    }

    @Test
    void rejectACeilingOnIdleConnectionsThatTheDriverDoesNotHave() {
        assertThat(problems("host = h, max-idle-conns = 5"))
                .containsExactly(
                        "max-idle-conns: MongoDB's driver has no ceiling on idle connections:"
                                + " remove it; min-idle-conns is a floor for the connections to each"
                                + " server, idle or not");
    }

    @Test
    void letACeilingForAllConnectionsNotApply() {
        Dbm.load(
                        ConfigFactory.parseString(
                                """
                                dbmanager {
                                  max-idle-conns = 2
                                  connections.documents {
                                    type = mongodb, host = h, min-idle-conns = 10
                                  }
                                }
                                """))
                .close();
    }

    @Test
    void rejectWhatTheDsnSaysToo() {
        assertThat(
                        problems(
                                """
                                dsn = "mongodb://u:p@h:1/d?authSource=a&replicaSet=r&readPreference=nearest&tls=true&appName=x"
                                host = h, port = 1, user = u, password = p, database = d
                                auth-source = a, replica-set = r, read-preference = nearest
                                sslmode = verify-full, application-name = x
                                """))
                .containsExactly(
                        ignored("application-name"),
                        ignored("auth-source"),
                        ignored("database"),
                        ignored("host"),
                        ignored("password"),
                        ignored("port"),
                        ignored("read-preference"),
                        ignored("replica-set"),
                        ignored("sslmode"),
                        ignored("user"));
        assertThat(problems("dsn = \"mongodb+srv://a.b.c\", port = 27017"))
                .containsExactly(ignored("port"));
    }

    private static String ignored(String key) {
        return key + ": would be ignored: 'dsn' says the " + key + "; remove one of the two";
    }

    @Test
    void rejectInTheDsnWhatIsAKeyOfDbm() {
        assertThat(
                        problems(
                                "dsn = \"mongodb://h/?maxPoolSize=5&minPoolSize=1&maxIdleTimeMS=1"
                                        + "&maxLifeTimeMS=1&waitQueueTimeoutMS=1"
                                        + "&serverSelectionTimeoutMS=1&connectTimeoutMS=1"
                                        + "&timeoutMS=1&socketTimeoutMS=1&wtimeoutMS=1\""))
                .containsExactly(
                        "dsn: must not say 'connectTimeoutMS': write connect-timeout",
                        "dsn: must not say 'maxIdleTimeMS': write conn-max-idle-time",
                        "dsn: must not say 'maxLifeTimeMS': write conn-max-lifetime",
                        "dsn: must not say 'maxPoolSize': write max-open-conns",
                        "dsn: must not say 'minPoolSize': write min-idle-conns",
                        "dsn: must not say 'serverSelectionTimeoutMS': write acquire-timeout",
                        "dsn: must not say 'socketTimeoutMS': write query-timeout",
                        "dsn: must not say 'timeoutMS': write query-timeout",
                        "dsn: must not say 'waitQueueTimeoutMS': write acquire-timeout",
                        "dsn: must not say 'wtimeoutMS': write query-timeout");
    }

    @Test
    void tellTheMistakesOfADsnWithoutItsText() {
        for (String dsn :
                List.of(
                        "SECRET",
                        "mongodb:/u:SECRET@h",
                        "jdbc:mongodb://u:SECRET@h/d",
                        "http://u:SECRET@h/d",
                        "mongodb://u:SECRET",
                        "mongodb://u:a/SECRET@h/d",
                        "mongodb://u:a?SECRET@h/d",
                        "mongodb://u:a@SECRET@h/d",
                        "mongodb://u:a:SECRET@h/d",
                        "mongodb://u:SECRET%zz@h/d",
                        "mongodb://u:SECRET@h:port/d",
                        "mongodb://u:SECRET@h/d?SECRET%20",
                        "mongodb://u:SECRET@h/d?colour=SECRET",
                        "mongodb://u:SECRET@h/d?retryWrites=maybe",
                        "mongodb://u:SECRET@h/d?authMechanism=GSSAPI",
                        "mongodb://u:SECRET@h/d?maxConnecting=many",
                        "mongodb://u:SECRET@h/d?w=1&w=2",
                        "mongodb://u:SECRET@h/d?w=",
                        "mongodb+srv://u:SECRET@h:1/d")) {
            assertThat(problems("dsn = \"" + dsn + "\"")).as(dsn).isNotEmpty();
        }
    }

    @Test
    void tellEachMistakeOfADsn() {
        assertThat(problems("dsn = \"mongodb://u@h/a.b?colour=red&retryWrites=maybe&w=\""))
                .containsExactly(
                        "dsn: has a parameter 'colour' that dbm does not support",
                        "dsn: must say true or false for 'retryWrites'",
                        "dsn: says a database that is not a name of 1 to 63 bytes without / \\ . \""
                                + " $ and blanks",
                        "dsn: says nothing for 'w'");
        assertThat(problems("dsn = \"mongodb://h/?hunter\""))
                .containsExactly("dsn: has a parameter that dbm does not support");
        assertThat(problems("dsn = \"mongodb://h/?maxConnecting=many\""))
                .containsExactly(
                        "dsn: MongoDB's driver says: The connection string contains an invalid"
                                + " value for 'maxConnecting'. '…' is not a valid integer");
        assertThat(problems("dsn = \"mongodb://u:p@h/?authMechanism=GSSAPI\""))
                .containsExactly(
                        "dsn: must say as 'authMechanism' one of SCRAM-SHA-1, SCRAM-SHA-256,"
                                + " PLAIN, MONGODB-X509");
    }

    @Test
    void areReadWithoutLookingANameUp() {
        load("dsn = \"mongodb+srv://no.such.name.invalid/?w=majority\"");
    }

    private static void load(String keys) {
        Dbm.load(Server.config("type = mongodb", keys)).close();
    }

    /** Returns the problems that such a connection has, each with its key and whole message. */
    private static List<String> problems(String keys) {
        ConfigurationException mistakes =
                catchThrowableOfType(ConfigurationException.class, () -> load(keys));
        assertThat(mistakes.toString()).doesNotContain("SECRET");
        return mistakes.problems().stream()
                .map(
                        problem ->
                                problem.path().replace("dbmanager.connections.documents.", "")
                                        + ": "
                                        + problem.message())
                .sorted()
                .toList();
    }
}
