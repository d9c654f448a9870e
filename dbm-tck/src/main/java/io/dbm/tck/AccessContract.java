package io.dbm.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.ConfigUtil;
import io.dbm.ConfigurationException.Problem;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.PoolStats;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.JdbcSession;
import io.dbm.spi.SettingKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules that every {@link AccessAdapter} for SQL databases keeps, each as a test that its
 * author runs against a real database.
 *
 * <p>Extend it, and say how to connect and how to use the access layer:
 *
 * <pre>{@code
 * class AcmeMapperContractTest extends AccessContract<AcmeMapper> {
 *
 *     AcmeMapperContractTest() {
 *         super("acme-mapper", AcmeMapper.class);
 *     }
 *
 *     @Override
 *     protected String connection() {
 *         return "type = sqlite, filepath = \":memory:\"";
 *     }
 *
 *     @Override
 *     protected void execute(AcmeMapper access, String sql) {
 *         access.run(sql);
 *     }
 *
 *     @Override
 *     protected AutoCloseable hold(AcmeMapper access) {
 *         return access.openSession();
 *     }
 * }
 * }</pre>
 *
 * <p>Each test is one rule, and its name says which; they make and drop a table {@code
 * dbm_contract}. The rules about {@linkplain AccessLayer#sessions() sessions} are skipped for a
 * layer that supplies none.
 *
 * @param <A> what application code asks a connection for
 */
@Timeout(120)
public abstract class AccessContract<A> {

    private static final String KEBAB_CASE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final String INSERT = "INSERT INTO dbm_contract VALUES (?, ?)";

    private final String id;
    private final Class<A> accessType;

    private DatabaseManager manager;
    private NamedConnection connection;
    private DataSource pool;

    /**
     * For the author's test class.
     *
     * @param id what the adapter is to be found under
     * @param accessType what it is to offer
     */
    protected AccessContract(String id, Class<A> accessType) {
        this.id = id;
        this.accessType = accessType;
    }

    /**
     * Returns the settings of a SQL connection that works, as they stand between its braces, {@code
     * type} included; the same database whenever it is asked in one test.
     */
    protected abstract String connection();

    /** Runs a statement that changes something, commits it, and gives back what it borrowed. */
    protected abstract void execute(A access, String sql) throws Exception;

    /** Borrows a JDBC connection the usual way, and gives it back when the result is closed. */
    protected abstract AutoCloseable hold(A access) throws Exception;

    @BeforeEach
    final void connect() throws SQLException {
        manager =
                Managers.connect(
                        connection(),
                        "max-open-conns = 1, acquire-timeout = 5s, shutdown-timeout = 1s",
                        suppliesSessions() ? "default-access = " + id : "");
        connection = Managers.connection(manager);
        pool = connection.access(DataSource.class);
        dropTable();
        try (Connection jdbc = pool.getConnection()) {
            change("CREATE TABLE dbm_contract (word VARCHAR(20), amount INTEGER)", jdbc);
        }
    }

    @AfterEach
    final void close() {
        if (manager != null) {
            if (pool != null) {
                dropTable();
            }
            manager.close();
        }
    }

    @Test
    void isFoundByTheServiceLoaderUnderItsIdAndAccessType() {
        assertThat(ServiceLoader.load(AccessAdapter.class))
                .filteredOn(candidate -> candidate.id().equals(id))
                .singleElement()
                .satisfies(found -> assertThat(found.accessType()).isEqualTo(accessType));
    }

    @Test
    void writesItsIdAndItsKeysInKebabCaseAndDeclaresNoneTwice() {
        assertThat(id).matches(KEBAB_CASE);
        assertThat(adapter().settings())
                .extracting(SettingKey::name)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).matches(KEBAB_CASE));
    }

    @Test
    void reportsAnUnknownKeyInItsBlockAndNothingElse() {
        assertThat(problems("no-such-key-anywhere = 1"))
                .containsExactly(Managers.path(id, "no-such-key-anywhere"));
    }

    @Test
    void neverThrowsWhateverAUserWrote() {
        for (SettingKey<?> key : adapter().settings()) {
            assertThat(problems(Values.ofWrongKind(key))).doesNotContain(Managers.path(id));
            for (String odd : Values.odd(key)) {
                assertThat(problems(odd))
                        .as("problems with %s", odd)
                        .doesNotContain(Managers.path(id));
            }
        }
    }

    @Test
    void borrowsFromTheOnePoolAndWaitsWhereThatIsExhausted() throws Exception {
        CompletableFuture<Void> waiting;
        try (AutoCloseable held = hold(access())) {
            assertThat(held).isNotNull();
            assertThat(stats().inUse()).as("connections in use").isEqualTo(1);
            waiting = CompletableFuture.runAsync(() -> insert("waited"));
            assertThat(Managers.comesTrue(() -> stats().pending() == 1))
                    .as("another caller waits for the pool")
                    .isTrue();
        }
        waiting.get(10, TimeUnit.SECONDS);
        assertThat(words()).containsExactly("waited");
        assertThatEverythingIsReturned();
    }

    @Test
    void returnsWhatItBorrowedAlsoWhenAStatementFails() throws SQLException {
        insert("kept");
        assertThatThrownBy(() -> execute(access(), "this is no SQL")).isInstanceOf(Exception.class);
        assertThat(words()).containsExactly("kept");
        assertThatEverythingIsReturned();
    }

    @Test
    void staysValidAcrossAReconnect() throws Exception {
        A before = access();
        try (AutoCloseable held = hold(before)) {
            assertThat(held).isNotNull();
            connection.reconnect();
            execute(before, insertion("after"));
        }
        assertThat(access()).isSameAs(before);
        assertThat(words()).containsExactly("after");
        assertThatEverythingIsReturned();
    }

    @Test
    void givesTheDatabaseTheRowsThatJdbcGives() throws SQLException {
        assumeSessions();
        Database database = connection.database();
        assertThat(database.update(INSERT, "three", 5)).isEqualTo(1);
        assertThat(database.update(INSERT, null, null)).isEqualTo(1);
        assertThat(
                        database.query(
                                "SELECT word, amount FROM dbm_contract",
                                row -> Arrays.asList(row.getString(1), row.getObject(2))))
                .containsExactlyInAnyOrder(Arrays.asList("three", 5), Arrays.asList(null, null));
        assertThat(words()).containsExactlyInAnyOrder("three", null);
        assertThatEverythingIsReturned();
    }

    @Test
    void aTransactionThatThrowsLeavesNothing() throws SQLException {
        assumeSessions();
        IllegalStateException failure = new IllegalStateException("after all");
        assertThatThrownBy(
                        () ->
                                connection
                                        .database()
                                        .useTransaction(
                                                transaction -> {
                                                    transaction.update(INSERT, "lost", 1);
                                                    throw failure;
                                                }))
                .isSameAs(failure);
        assertThat(words()).isEmpty();
        assertThatEverythingIsReturned();
    }

    @Test
    void aTransactionThatReturnsKeepsEverything() throws SQLException {
        assumeSessions();
        connection.database().useTransaction(transaction -> transaction.update(INSERT, "kept", 1));
        assertThat(words()).containsExactly("kept");
        assertThatEverythingIsReturned();
    }

    @Test
    void aSessionThatIsClosedWithoutCommitRollsBack() throws SQLException {
        assumeSessions();
        try (JdbcSession session = openSession(true)) {
            change(insertion("lost"), session.connection());
        }
        assertThat(words()).isEmpty();
        assertThatEverythingIsReturned();
    }

    @Test
    void aSessionOutsideATransactionCommitsEachStatement() throws SQLException {
        assumeSessions();
        try (JdbcSession session = openSession(false)) {
            assertThat(session.connection().getAutoCommit()).isTrue();
            change(insertion("kept"), session.connection());
        }
        assertThat(words()).containsExactly("kept");
        assertThatEverythingIsReturned();
    }

    @Test
    void aSessionThatIsDeniedAConnectionFailsAsThePoolDoes() {
        assumeSessions();
        GivenAccess given = given();
        AccessLayer<A> layer = adapter().configure(given);
        A access = layer.open(given);
        manager.close();
        for (boolean transaction : new boolean[] {true, false}) {
            assertThatThrownBy(() -> layer.sessions().orElseThrow().open(access, transaction))
                    .isInstanceOf(SQLException.class);
        }
    }

    private A access() {
        return connection.access(accessType);
    }

    private List<String> problems(String setting) {
        return Managers.problems(connection(), ConfigUtil.quoteString(id) + " { " + setting + " }")
                .stream()
                .map(Problem::path)
                .toList();
    }

    private GivenAccess given() {
        return new GivenAccess(connection, GivenSettings.parse(connection()).block(id));
    }

    private JdbcSession openSession(boolean transaction) throws SQLException {
        GivenAccess given = given();
        AccessLayer<A> layer = adapter().configure(given);
        return layer.sessions().orElseThrow().open(layer.open(given), transaction);
    }

    private void insert(String word) {
        try {
            execute(access(), insertion(word));
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static String insertion(String word) {
        return "INSERT INTO dbm_contract VALUES ('" + word + "', 1)";
    }

    private static void change(String sql, Connection jdbc) throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            statement.execute(sql);
        }
    }

    private void dropTable() {
        try (Connection jdbc = pool.getConnection()) {
            change("DROP TABLE dbm_contract", jdbc);
        } catch (SQLException e) {
            // there is none, or nobody is left to drop it
        }
    }

    /** Returns the words in the table as plain JDBC sees them, on a connection of the pool. */
    private List<@Nullable String> words() throws SQLException {
        List<@Nullable String> words = new ArrayList<>();
        try (Connection jdbc = pool.getConnection();
                Statement statement = jdbc.createStatement();
                ResultSet rows = statement.executeQuery("SELECT word FROM dbm_contract")) {
            while (rows.next()) {
                words.add(rows.getString(1));
            }
        }
        return words;
    }

    private PoolStats stats() {
        return connection.stats().pool();
    }

    private void assertThatEverythingIsReturned() throws SQLException {
        assertThat(stats().inUse()).as("connections in use").isZero();
        try (Connection next = pool.getConnection()) {
            assertThat(next.getAutoCommit()).as("autocommit of the next borrower").isTrue();
        }
    }

    private boolean suppliesSessions() {
        return Managers.problems(connection(), "default-access = " + id).isEmpty();
    }

    private void assumeSessions() {
        assumeTrue(suppliesSessions(), "the access layer supplies no sessions");
    }

    @SuppressWarnings("unchecked") // its access type is A
    private AccessAdapter<A> adapter() {
        return ServiceLoader.load(AccessAdapter.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.id().equals(id))
                .filter(candidate -> candidate.accessType() == accessType)
                .map(candidate -> (AccessAdapter<A>) candidate)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no access adapter '" + id + "'"));
    }
}
