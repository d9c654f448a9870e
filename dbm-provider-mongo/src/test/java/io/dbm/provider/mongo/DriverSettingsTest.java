package io.dbm.provider.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.tls.Certificate;
import com.mongodb.AuthenticationMechanism;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ConnectionPoolSettings;
import io.dbm.core.internal.config.ConfigReader;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.config.Given;
import io.dbm.core.internal.plugin.PluginRegistry;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the driver is told, by the driver's own settings. */
class DriverSettingsTest {

    @TempDir Path folder;

    @Test
    void limitsOfThePoolAreTheDrivers() throws Exception {
        ConnectionPoolSettings pool =
                settings(
                                """
                                host = h, max-open-conns = 7, min-idle-conns = 6
                                conn-max-lifetime = 11m, conn-max-idle-time = 90s
                                acquire-timeout = 1500ms
                                """)
                        .getConnectionPoolSettings();
        assertThat(pool.getMaxSize()).isEqualTo(7);
        assertThat(pool.getMinSize()).isEqualTo(6);
        assertThat(pool.getMaxConnectionLifeTime(MILLISECONDS)).isEqualTo(660_000);
        assertThat(pool.getMaxConnectionIdleTime(MILLISECONDS)).isEqualTo(90_000);
        assertThat(pool.getMaxWaitTime(MILLISECONDS)).isEqualTo(1500);
        assertThat(pool.getMaintenanceFrequency(MILLISECONDS)).isEqualTo(22_500);
    }

    @Test
    void noLimitOfLifetimeAndIdleTimeIsNoneOfTheDrivers() throws Exception {
        ConnectionPoolSettings pool =
                settings("host = h, conn-max-lifetime = 0, conn-max-idle-time = 0")
                        .getConnectionPoolSettings();
        assertThat(pool.getMaxConnectionLifeTime(MILLISECONDS)).isZero();
        assertThat(pool.getMaxConnectionIdleTime(MILLISECONDS)).isZero();
        assertThat(pool.getMaintenanceFrequency(MILLISECONDS)).isEqualTo(60_000);
    }

    @Test
    void aShortIdleTimeIsLookedAfterInTime() throws Exception {
        assertThat(
                        settings("host = h, conn-max-idle-time = 100ms")
                                .getConnectionPoolSettings()
                                .getMaintenanceFrequency(MILLISECONDS))
                .isEqualTo(500);
    }

    @Test
    void limitsOfTimeAreTheDrivers() throws Exception {
        MongoClientSettings settings =
                settings(
                        """
                        host = h, connect-timeout = 1234ms, acquire-timeout = 1500ms
                        query-timeout = 2500ms
                        """);
        assertThat(settings.getTimeout(MILLISECONDS)).isEqualTo(2500);
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS))
                .isEqualTo(1500);
        assertThat(settings.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(1234);
        assertThat(settings.getSocketSettings().getReadTimeout(MILLISECONDS)).isZero();
        assertThat(settings.getHeartbeatSocketSettings().getConnectTimeout(MILLISECONDS))
                .isEqualTo(1234);
        assertThat(settings.getHeartbeatSocketSettings().getReadTimeout(MILLISECONDS))
                .isEqualTo(1234);
    }

    @Test
    void noQueryTimeoutIsATimeoutWithoutLimitSoThatAcquireTimeoutStillHolds() throws Exception {
        assertThat(settings("host = h, query-timeout = 0").getTimeout(MILLISECONDS)).isZero();
    }

    @Test
    void serversComeFromHostAndPort() throws Exception {
        assertThat(hosts("host = h")).containsExactlyInAnyOrder(new ServerAddress("h", 27017));
        assertThat(hosts("host = \"a:27018, b,[::1]:5\", port = 27020"))
                .containsExactlyInAnyOrder(
                        new ServerAddress("a", 27018),
                        new ServerAddress("b", 27020),
                        new ServerAddress("::1", 5));
        assertThat(hosts("host = [\"a:27018\", b, \"[::1]:5\"], port = 27020"))
                .containsExactlyInAnyOrder(
                        new ServerAddress("a", 27018),
                        new ServerAddress("b", 27020),
                        new ServerAddress("::1", 5));
        assertThat(hosts("host = \"::1\", port = 27020"))
                .containsExactlyInAnyOrder(new ServerAddress("::1", 27020));
    }

    @Test
    void serversOfADsnHaveThePortThatStandsBesideIt() throws Exception {
        assertThat(hosts("dsn = \"mongodb://a:27018,b/app\", port = 27020"))
                .containsExactlyInAnyOrder(
                        new ServerAddress("a", 27018), new ServerAddress("b", 27020));
    }

    private List<ServerAddress> hosts(String keys) throws Exception {
        return settings(keys).getClusterSettings().getHosts();
    }

    @Test
    void aReplicaSetIsDiscoveredFromOneHost() throws Exception {
        for (String keys :
                List.of(
                        "host = h, replica-set = rs0",
                        "dsn = \"mongodb://h\", replica-set = rs0",
                        "dsn = \"mongodb://h/?replicaSet=rs0\"")) {
            MongoClientSettings settings = settings(keys);
            assertThat(settings.getClusterSettings().getRequiredReplicaSetName()).isEqualTo("rs0");
            assertThat(settings.getClusterSettings().getMode())
                    .isEqualTo(ClusterConnectionMode.MULTIPLE);
        }
        assertThat(settings("host = h").getClusterSettings().getMode())
                .isEqualTo(ClusterConnectionMode.SINGLE);
    }

    @ParameterizedTest
    @CsvSource({
        "primary, primary",
        "primaryPreferred, primaryPreferred",
        "primary-preferred, primaryPreferred",
        "secondary, secondary",
        "secondaryPreferred, secondaryPreferred",
        "secondary-preferred, secondaryPreferred",
        "nearest, nearest"
    })
    void theReadPreferenceIsTheDrivers(String written, String name) throws Exception {
        assertThat(settings("host = h, read-preference = " + written).getReadPreference())
                .isEqualTo(ReadPreference.valueOf(name));
        assertThat(
                        settings("dsn = \"mongodb://h/?readPreference=" + name + "\"")
                                .getReadPreference())
                .isEqualTo(ReadPreference.valueOf(name));
    }

    @Test
    void whatIsNoKeyOfDbmGoesFromTheDsnToTheDriver() throws Exception {
        MongoClientSettings settings =
                settings(
                        """
                        dsn = "mongodb://h/?w=majority&retryWrites=false&readPreference=nearest&maxStalenessSeconds=100&maxConnecting=5"
                        """);
        assertThat(settings.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY);
        assertThat(settings.getRetryWrites()).isFalse();
        assertThat(settings.getReadPreference())
                .isEqualTo(ReadPreference.nearest(100_000, MILLISECONDS));
        assertThat(settings.getConnectionPoolSettings().getMaxConnecting()).isEqualTo(5);
    }

    @Test
    void theApplicationIsIntroduced() throws Exception {
        assertThat(settings("host = h, application-name = shop").getApplicationName())
                .isEqualTo("shop");
        assertThat(settings("dsn = \"mongodb://h/?appName=a%20b\"").getApplicationName())
                .isEqualTo("a b");
    }

    @Test
    void aUserIsLookedUpWhereMongoDbsOwnClientsDo() throws Exception {
        assertThat(settings("host = h").getCredential()).isNull();
        assertThat(settings("host = h, user = u, password = p, database = app").getCredential())
                .isEqualTo(MongoCredential.createCredential("u", "admin", "p".toCharArray()));
        assertThat(settings("host = h, user = u, password = p, auth-source = x").getCredential())
                .isEqualTo(MongoCredential.createCredential("u", "x", "p".toCharArray()));
        assertThat(settings("dsn = \"mongodb://u:p%40%2F@h/app\"").getCredential())
                .isEqualTo(MongoCredential.createCredential("u", "app", "p@/".toCharArray()));
        assertThat(settings("dsn = \"mongodb://u:p@h/app\", auth-source = x").getCredential())
                .isEqualTo(MongoCredential.createCredential("u", "x", "p".toCharArray()));
        assertThat(settings("dsn = \"mongodb://u:p@h/app?authSource=y\"").getCredential())
                .isEqualTo(MongoCredential.createCredential("u", "y", "p".toCharArray()));
        assertThat(settings("dsn = \"mongodb://h\", user = u, password = p").getCredential())
                .isEqualTo(MongoCredential.createCredential("u", "admin", "p".toCharArray()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u:p@a.b.c/shop | '' | authSource=admin&replicaSet=rs0 | admin",
                "u:p@a.b.c/shop | '' | authSource=people | people",
                "u:p@a.b.c/shop | '' | replicaSet=rs0 | shop",
                "u:p@a.b.c | '' | replicaSet=rs0 | admin",
                "a.b.c/shop | user = u, password = p | authSource=admin | admin",
                "u:p@a.b.c/shop?authSource=x | '' | authSource=admin | x",
                "u:p@a.b.c/shop | auth-source = y | authSource=admin | y",
                "u:p@a.b.c/shop?authMechanism=SCRAM-SHA-256 | '' | authSource=admin | admin",
                "u:p@a.b.c/shop?authMechanism=PLAIN | '' | authSource=admin | $external",
            })
    void aNameThatIsLookedUpMayItselfSayWhoKnowsTheUser(
            String dsn, String keys, String inDns, String source) throws Exception {
        MongoClientSettings settings =
                lookedUp("dsn = \"mongodb+srv://" + dsn + "\", " + keys, inDns);
        MongoCredential credential = settings.getCredential();
        assertThat(credential.getUserName()).isEqualTo("u");
        assertThat(credential.getPassword()).isEqualTo("p".toCharArray());
        assertThat(credential.getSource()).isEqualTo(source);
    }

    @Test
    void aNameThatIsLookedUpMakesNobodyAUser() throws Exception {
        MongoClientSettings settings =
                lookedUp("dsn = \"mongodb+srv://a.b.c/shop\"", "authSource=admin&replicaSet=rs0");
        assertThat(settings.getCredential()).isNull();
        assertThat(settings.getClusterSettings().getRequiredReplicaSetName()).isEqualTo("rs0");
    }

    private static MongoClientSettings lookedUp(String keys, String inDns) throws Exception {
        ConnectionConfig connection = connection(keys);
        return ((MongoConnector) connection.connector())
                .settings(
                        connection.credentials().written(),
                        place ->
                                new ConnectionString(
                                        place,
                                        (name, type) ->
                                                type.equals("TXT")
                                                        ? List.of(inDns)
                                                        : List.of("0 0 27017 one.b.c.")));
    }

    @Test
    void aMechanismOfTheDsnIsUsed() throws Exception {
        MongoCredential scram =
                settings("dsn = \"mongodb://u:p@h/?authMechanism=SCRAM-SHA-256\"").getCredential();
        assertThat(scram.getAuthenticationMechanism())
                .isEqualTo(AuthenticationMechanism.SCRAM_SHA_256);
        assertThat(scram.getSource()).isEqualTo("admin");
        MongoCredential plain =
                settings("dsn = \"mongodb://u:p@h/app?authMechanism=PLAIN\"").getCredential();
        assertThat(plain.getAuthenticationMechanism()).isEqualTo(AuthenticationMechanism.PLAIN);
        assertThat(plain.getSource()).isEqualTo("$external");
        assertThat(
                        settings("dsn = \"mongodb://h/?authMechanism=MONGODB-X509&tls=true\"")
                                .getCredential()
                                .getAuthenticationMechanism())
                .isEqualTo(AuthenticationMechanism.MONGODB_X509);
    }

    @Test
    void halfALoginIsRefusedWhenItIsNeeded() {
        assertThatThrownBy(() -> settings("host = h, user = u"))
                .hasMessage("there is a user without a password: write password");
        assertThatThrownBy(() -> settings("host = h, password = p"))
                .hasMessage("there is a password without a user: write user");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host = h | false | false | false",
                "host = h, sslmode = disable | false | true | false",
                "host = h, sslmode = require | true | true | true",
                "host = h, sslmode = verify-ca | true | true | false",
                "host = h, sslmode = verify-full | true | false | false",
                "dsn = \"mongodb://h/\", sslmode = verify-ca | true | true | false",
                "dsn = \"mongodb://h/?tls=true\" | true | false | false",
                "dsn = \"mongodb://h/?ssl=true&tlsAllowInvalidHostnames=true\" | true | true | false",
                "dsn = \"mongodb://h/?tls=false\" | false | true | false",
            })
    void tlsChecksWhatTheModeSays(
            String keys, boolean encrypted, boolean anyHost, boolean anyCertificate)
            throws Exception {
        MongoClientSettings settings = settings(keys);
        assertThat(settings.getSslSettings().isEnabled()).isEqualTo(encrypted);
        if (encrypted) {
            assertThat(settings.getSslSettings().isInvalidHostNameAllowed()).isEqualTo(anyHost);
            assertThat(settings.getSslSettings().getContext() != null).isEqualTo(anyCertificate);
        }
    }

    @Test
    void tlsTrustsTheAuthoritiesOfAFile() throws Exception {
        Path file = folder.resolve("ca.pem");
        String keys = "host = h, sslmode = verify-full, ssl-root-cert = \"" + file + "\"";
        assertThatThrownBy(() -> settings(keys))
                .isInstanceOf(OpeningException.class)
                .hasCauseInstanceOf(NoSuchFileException.class);
        Files.writeString(file, Certificate.issueFor("localhost").certificatePem());
        assertThat(settings(keys).getSslSettings().getContext()).isNotNull();
    }

    /** Reads the file as an application's is read, and builds what a client would be made with. */
    private static MongoClientSettings settings(String keys) throws Exception {
        ConnectionConfig connection = connection(keys);
        return ((MongoConnector) connection.connector())
                .settings(connection.credentials().written());
    }

    private static ConnectionConfig connection(String keys) {
        PluginRegistry plugins =
                PluginRegistry.find(List.of(DriverSettingsTest.class.getClassLoader()));
        return new ConfigReader(
                        plugins,
                        DriverSettingsTest.class.getClassLoader(),
                        Given.nothing(),
                        (key, name) -> Optional.empty())
                .read(Server.config("type = mongodb", keys), Optional.empty())
                .connections()
                .get(0);
    }
}
