package io.dbm.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.ConfigFactory;
import io.dbm.ConfigurationException.Problem;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.Health;
import io.dbm.NamedConnection;
import io.dbm.PluginInfo;
import io.dbm.spi.Backend;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules that every {@link DatabaseProvider} keeps, each as a test that its author runs against
 * a real database.
 *
 * <p>Extend it, and say how to connect:
 *
 * <pre>{@code
 * class AcmeContractTest extends ProviderContract {
 *
 *     @Override
 *     protected String connection() {
 *         return "type = acme, host = localhost, user = tester, password = tester-password";
 *     }
 *
 *     @Override
 *     protected Set<String> requiredKeys() {
 *         return Set.of("host");
 *     }
 *
 *     @Override
 *     protected Optional<String> slowStatement() {
 *         return Optional.of("SELECT acme_sleep(60)");
 *     }
 * }
 * }</pre>
 *
 * <p>Each test is one rule, and its name says which. A rule that needs what the test class does not
 * give is skipped.
 *
 * @since 0.1.0
 */
@Timeout(120)
public abstract class ProviderContract {

    /** The keys that dbm itself understands in every connection. */
    static final Set<String> OWN_KEYS =
            Set.of(
                    "type",
                    "name",
                    "tags",
                    "password-file",
                    "default-access",
                    "max-open-conns",
                    "max-idle-conns",
                    "min-idle-conns",
                    "conn-max-lifetime",
                    "conn-max-idle-time",
                    "acquire-timeout",
                    "borrow-when-down",
                    "keep-alive-interval",
                    "leak-detection-threshold",
                    "start",
                    "required",
                    "connect-timeout",
                    "query-timeout",
                    "shutdown-timeout",
                    "retry-attempts",
                    "retry-delay",
                    "retry-max-delay",
                    "health-check-interval",
                    "enable-auto-reconnect",
                    "enable-logging",
                    "slow-query-threshold",
                    "enable-metrics",
                    "metrics-timings",
                    "enable-jmx",
                    "enable-tracing");

    private static final String KEBAB_CASE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final String MARK = "dbm-contract-secret";
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^:/@]*:([^@/]+)@");
    private static final Duration PING = Duration.ofSeconds(10);

    /** For the author's test class. */
    protected ProviderContract() {}

    /**
     * Returns the settings of a connection that works, as they stand between its braces, {@code
     * type} included; the same database whenever it is asked in one test.
     *
     * <p>If there is a password in it, it should be a text that is found nowhere else, neither in
     * the user's name nor in the database's.
     */
    protected abstract String connection();

    /** Returns the keys without which no connection of this type can be opened; may be empty. */
    protected abstract Set<String> requiredKeys();

    /** Returns the settings of a connection that is refused, such as by a wrong password. */
    protected Optional<String> refusedConnection() {
        return Optional.empty();
    }

    /** Returns a SQL statement that runs for half a minute at least, if nobody stops it. */
    protected Optional<String> slowStatement() {
        return Optional.empty();
    }

    /**
     * Returns the {@code query-timeout} that the slow statement is given: a short one, and longer
     * than this only where the database cannot tell such a time.
     */
    protected Duration queryTimeout() {
        return Duration.ofMillis(500);
    }

    /** Returns how many clients the database has at the moment, not counting who asks. */
    protected OptionalInt openConnections() throws Exception {
        return OptionalInt.empty();
    }

    /** Less for a plugin of which it is known that it fails. */
    Duration patience() {
        return Managers.PATIENCE;
    }

    @Test
    void isFoundByTheServiceLoaderUnderItsType() {
        assertThat(ServiceLoader.load(DatabaseProvider.class))
                .filteredOn(candidate -> candidate.type().equals(type()))
                .hasSize(1);
    }

    @Test
    void writesItsTypeAndItsKeysInKebabCase() {
        assertThat(provider().type()).matches(KEBAB_CASE);
        assertThat(provider().settings())
                .extracting(SettingKey::name)
                .allSatisfy(name -> assertThat(name).matches(KEBAB_CASE));
    }

    @Test
    void declaresNoKeyTwiceAndNoneOfDbm() {
        assertThat(provider().settings())
                .extracting(SettingKey::name)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(OWN_KEYS)
                .doesNotContainAnyElementsOf(accessLayers());
    }

    private List<String> accessLayers() {
        try (DatabaseManager manager = Managers.load(connection())) {
            return manager.plugins().stream()
                    .filter(plugin -> plugin.kind() == PluginInfo.Kind.ACCESS)
                    .map(PluginInfo::id)
                    .toList();
        }
    }

    @Test
    void givesDefaultsThatAUserCouldWrite() {
        assertThat(provider().defaults().keySet()).isSubsetOf(OWN_KEYS);
        provider()
                .defaults()
                .forEach(
                        (key, value) ->
                                assertThat(Managers.problems(connection(), key + " = " + value))
                                        .isEmpty());
    }

    @Test
    void refusesTheKeysOfDbmThatItSaysItCannotHonour() {
        assertThat(provider().unsupportedKeys().keySet())
                .isSubsetOf(OWN_KEYS)
                .noneMatch(provider().defaults()::containsKey);
        provider()
                .unsupportedKeys()
                .forEach(
                        (key, message) ->
                                assertThat(Managers.problems(connection(), key + " = 1"))
                                        .extracting(Problem::message)
                                        .containsExactly(message));
    }

    @Test
    void reportsEveryRequiredKeyThatIsMissingAtOnce() {
        assertThat(Managers.problems("type = " + type()))
                .extracting(Problem::path)
                .containsAll(requiredKeys().stream().map(Managers::path).toList());
    }

    @Test
    void reportsAnUnknownKeyAndNothingElse() {
        assertThat(Managers.problems(connection(), "no-such-key-anywhere = 1"))
                .extracting(Problem::path)
                .containsExactly(Managers.path("no-such-key-anywhere"));
    }

    @Test
    void neverThrowsWhateverAUserWrote() {
        assertThatTheFileIsBlamed("");
        assertThatTheFileIsBlamed(connection() + "\nquery-timeout = 0, connect-timeout = 1ms");
        assertThatTheFileIsBlamed(connection() + "\nquery-timeout = 24d");
        assertThatTheFileIsBlamed(connection() + "\nconnect-timeout = 24d");
        for (SettingKey<?> key : provider().settings()) {
            assertThatTheFileIsBlamed(connection() + "\n" + Values.ofWrongKind(key));
            for (String odd : Values.odd(key)) {
                assertThatTheFileIsBlamed(connection() + "\n" + odd);
                assertThatTheFileIsBlamed(odd);
            }
        }
    }

    private void assertThatTheFileIsBlamed(String settings) {
        assertThat(Managers.problems(settings, "type = " + type()))
                .as("problems with\n%s", settings)
                .extracting(Problem::path)
                .doesNotContain(Managers.pathOfPluginFaults());
    }

    @Test
    void loadsWithoutItsDatabase() throws Exception {
        refusedConnection().ifPresent(refused -> assertThat(Managers.problems(refused)).isEmpty());
        int before = openConnections().orElse(0);
        try (DatabaseManager manager = Managers.load(connection())) {
            assertThat(Managers.connection(manager).health().status())
                    .isEqualTo(Health.Status.NOT_CONNECTED);
            assertThat(openConnections().orElse(0)).as("open connections").isEqualTo(before);
        }
    }

    @Test
    void showsNoSecretOfASettingThatItReadsOrRejects() {
        for (SettingKey<?> key : secretKeys()) {
            for (String text : marked()) {
                String settings = connection() + "\n" + Values.of(key, text);
                assertThat(Managers.problems(settings).toString())
                        .as("the problems of '%s'", key)
                        .doesNotContain(MARK);
                assertThat(provider().configure(new GivenConnection(provider(), settings)))
                        .as("the connector of '%s'", key)
                        .satisfies(it -> assertThat(it.toString()).doesNotContain(MARK));
            }
        }
    }

    /** Passwords, and addresses that hold one, some of which nobody can read. */
    private List<String> marked() {
        String address = type() + "://user:" + MARK + "@localhost/database";
        return List.of(
                MARK,
                address,
                "jdbc:" + address + "?password=" + MARK,
                address + ":port?%zz",
                "host=localhost user=user password=" + MARK);
    }

    @Test
    void showsNoSecretOfAConnectionThatIsOpen() throws Exception {
        GivenConnection given = new GivenConnection(provider(), connection());
        Connector connector = provider().configure(given);
        try (Backend<?> backend = connector.open(given)) {
            assertThat(secretsOf(connection()))
                    .noneMatch(connector.toString()::contains)
                    .noneMatch(backend.toString()::contains);
        }
    }

    @Test
    void leavesNothingOpenWhenItIsRefused() throws Exception {
        String refused = given(refusedConnection(), "refusedConnection()");
        int before = openConnections().orElse(0);
        Set<Thread> threads = threads();
        try (DatabaseManager manager = Managers.load(refused, "retry-attempts = 1")) {
            assertThatThrownBy(manager::connect).isInstanceOf(ConnectFailedException.class);
        }
        assertThatNothingIsLeft(before, threads);
    }

    @Test
    void connectsAnswersAPingAndLeavesNothingOpen() throws Exception {
        int before = openConnections().orElse(0);
        Set<Thread> threads = threads();
        DatabaseManager manager = Managers.connect(connection());
        try (manager) {
            NamedConnection connection = Managers.connection(manager);
            assertThat(connection.access(clientType())).isNotNull();
            assertThat(connection.healthCheck().status()).isEqualTo(Health.Status.UP);
            assertThat(connection.stats().pool().inUse()).as("connections in use").isZero();
        }
        assertThat(Managers.connection(manager).stats().pool().open()).isZero();
        assertThatNothingIsLeft(before, threads);
    }

    @Test
    void closesOnceHoweverOftenItIsAsked() throws Exception {
        GivenConnection given = new GivenConnection(provider(), connection());
        Backend<?> backend = provider().configure(given).open(given);
        backend.close();
        assertThatCode(backend::close).doesNotThrowAnyException();
    }

    @Test
    void opensASecondBackendBesideTheFirst() throws Exception {
        GivenConnection given = new GivenConnection(provider(), connection());
        Connector connector = provider().configure(given);
        Backend<?> first = connector.open(given);
        try (Backend<?> second = connector.open(given)) {
            first.ping(PING);
            second.ping(PING);
            first.close();
            second.ping(PING);
        }
    }

    @Test
    void keepsHandlesAndWorkInFlightAcrossAReconnect() throws Exception {
        int before = openConnections().orElse(0);
        Set<Thread> threads = threads();
        try (DatabaseManager manager = Managers.connect(connection())) {
            NamedConnection connection = Managers.connection(manager);
            Object handle = connection.access(clientType());
            if (handle instanceof DataSource jdbc) {
                try (Connection inFlight = jdbc.getConnection()) {
                    connection.reconnect();
                    assertThat(inFlight.isValid(10)).as("the one in flight is valid").isTrue();
                }
                try (Connection afterwards = jdbc.getConnection()) {
                    assertThat(afterwards.isValid(10)).as("the next one is valid").isTrue();
                }
            } else {
                connection.reconnect();
            }
            assertThat(connection.access(clientType())).isSameAs(handle);
            assertThat(connection.healthCheck().status()).isEqualTo(Health.Status.UP);
        }
        assertThatNothingIsLeft(before, threads);
    }

    @Test
    void stopsAStatementThatRunsTooLongAndKeepsItsPhysicalConnection() throws Exception {
        String sql = given(slowStatement(), "slowStatement()");
        try (DatabaseManager manager =
                Managers.connect(
                        connection(),
                        "query-timeout = " + queryTimeout().toMillis() + "ms",
                        "max-open-conns = 1, shutdown-timeout = 0")) {
            NamedConnection connection = Managers.connection(manager);
            Connection borrowed = connection.access(DataSource.class).getConnection();
            assertTimeoutPreemptively(
                    queryTimeout().plus(patience()).plusSeconds(1),
                    () ->
                            assertThatThrownBy(() -> runToItsEnd(sql, borrowed))
                                    .isInstanceOf(SQLException.class));
            assertThat(borrowed.isValid(10)).as("the physical connection is valid").isTrue();
            borrowed.close();
            assertThat(connection.stats().pool().idle()).as("idle connections").isEqualTo(1);
        }
    }

    private static void runToItsEnd(String sql, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    // the statement runs on between its rows
                }
            }
        }
    }

    @Test
    void acceptsAQueryTimeoutOfZero() {
        try (DatabaseManager manager = Managers.connect(connection(), "query-timeout = 0")) {
            assertThat(Managers.connection(manager).healthCheck().status())
                    .isEqualTo(Health.Status.UP);
        }
    }

    private void assertThatNothingIsLeft(int connections, Set<Thread> threads) throws Exception {
        if (openConnections().isPresent()) {
            // one that was closed a moment ago may have been among them
            assertThat(Managers.comesTrue(() -> countOpenConnections() <= connections, patience()))
                    .as("there are no more open connections than before, %s", connections)
                    .isTrue();
        }
        List<Thread> left = new ArrayList<>();
        assertThat(
                        Managers.comesTrue(
                                () -> {
                                    left.clear();
                                    left.addAll(threads());
                                    left.removeAll(threads);
                                    return left.isEmpty();
                                },
                                patience()))
                .as("no thread keeps the JVM alive: %s", left)
                .isTrue();
    }

    private int countOpenConnections() {
        try {
            return openConnections().orElse(0);
        } catch (Exception e) {
            throw new IllegalStateException("open connections cannot be counted", e);
        }
    }

    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(Thread::isDaemon);
        return threads;
    }

    private String type() {
        return ConfigFactory.parseString(connection()).getString("type");
    }

    private DatabaseProvider provider() {
        return ServiceLoader.load(DatabaseProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.type().equals(type()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no provider of type " + type()));
    }

    private Class<?> clientType() {
        return provider().clientType();
    }

    private List<SettingKey<?>> secretKeys() {
        return provider().settings().stream()
                .filter(key -> key.kind() == SettingKey.Kind.SECRET)
                .toList();
    }

    /** Returns the texts of the secret keys, and the password inside each of them that is a URL. */
    private List<String> secretsOf(String settings) {
        List<String> secrets = new ArrayList<>();
        for (SettingKey<?> key : secretKeys()) {
            GivenSettings.parse(settings)
                    .get(SettingKey.secret(key.name(), key.description()))
                    .map(Secret::reveal)
                    .ifPresent(secrets::add);
        }
        secrets.removeIf(String::isBlank);
        for (String secret : List.copyOf(secrets)) {
            Matcher url = PASSWORD_IN_URL.matcher(secret);
            if (url.find()) {
                secrets.add(url.group(1));
            }
        }
        return secrets;
    }

    private static String given(Optional<String> byAuthor, String what) {
        assumeTrue(byAuthor.isPresent(), "the test class gives no " + what);
        return byAuthor.orElseThrow();
    }
}
