package io.dbm.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.ConfigUtil;
import io.dbm.ConfigurationException.Problem;
import io.dbm.Database;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.SettingKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
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
 * dbm_contract}. The rules about {@link io.dbm.Database} are skipped for a layer that takes no part
 * in transactions; one that {@linkplain AccessLayer#transactions() does} keeps those of {@link
 * TransactionContract} as well.
 *
 * @param <A> what application code asks a connection for
 * @since 0.1.0
 */
@Timeout(120)
public abstract class AccessContract<A> {

    private static final String KEBAB_CASE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final String INSERT = "INSERT INTO dbm_contract VALUES (?, ?)";

    private final String id;
    private final Class<A> accessType;

    private OneConnection one;

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

    /** Less for a plugin of which it is known that it fails. */
    Duration patience() {
        return Managers.PATIENCE;
    }

    @BeforeEach
    final void connect() throws SQLException {
        one = OneConnection.open(connection(), isParticipant() ? "default-access = " + id : "");
    }

    @AfterEach
    final void close() {
        if (one != null) {
            one.close();
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
    void isMadeWithoutAConnectionOfThePool() throws SQLException {
        try (Connection held = one.connection().access(DataSource.class).getConnection()) {
            assertThat(held.isClosed()).isFalse();
            assertThatCode(this::access).doesNotThrowAnyException();
        }
    }

    @Test
    void borrowsFromTheOnePoolAndWaitsWhereThatIsExhausted() throws Exception {
        CompletableFuture<Void> waiting;
        try (AutoCloseable held = hold(access())) {
            assertThat(held).isNotNull();
            assertThat(one.stats().inUse()).as("connections in use").isEqualTo(1);
            waiting = CompletableFuture.runAsync(() -> insert("waited"));
            assertThat(Managers.comesTrue(() -> one.stats().pending() == 1, patience()))
                    .as("another caller waits for the pool")
                    .isTrue();
        }
        waiting.get(10, TimeUnit.SECONDS);
        assertThat(one.words()).containsExactly("waited");
        one.assertThatEverythingIsReturned();
    }

    @Test
    void returnsWhatItBorrowedAlsoWhenAStatementFails() throws SQLException {
        insert("kept");
        assertThatThrownBy(() -> execute(access(), "this is no SQL")).isInstanceOf(Exception.class);
        assertThat(one.words()).containsExactly("kept");
        one.assertThatEverythingIsReturned();
    }

    @Test
    void staysValidAcrossAReconnect() throws Exception {
        A before = access();
        try (AutoCloseable held = hold(before)) {
            assertThat(held).isNotNull();
            one.connection().reconnect();
            execute(before, OneConnection.insertion("after"));
        }
        assertThat(access()).isSameAs(before);
        assertThat(one.words()).containsExactly("after");
        one.assertThatEverythingIsReturned();
    }

    @Test
    void givesTheDatabaseTheRowsThatJdbcGives() throws SQLException {
        assumeParticipant();
        Database database = one.connection().database();
        assertThat(database.update(INSERT, "three", 5)).isEqualTo(1);
        assertThat(database.update(INSERT, null, null)).isEqualTo(1);
        assertThat(
                        database.query(
                                "SELECT word, amount FROM dbm_contract",
                                row -> Arrays.asList(row.getString(1), row.getObject(2))))
                .containsExactlyInAnyOrder(Arrays.asList("three", 5), Arrays.asList(null, null));
        assertThat(one.words()).containsExactlyInAnyOrder("three", null);
        one.assertThatEverythingIsReturned();
    }

    @Test
    void aTransactionThatThrowsLeavesNothing() throws SQLException {
        assumeParticipant();
        IllegalStateException failure = new IllegalStateException("after all");
        assertThatThrownBy(
                        () ->
                                one.connection()
                                        .database()
                                        .useTransaction(
                                                transaction -> {
                                                    transaction.update(INSERT, "lost", 1);
                                                    throw failure;
                                                }))
                .isSameAs(failure);
        assertThat(one.words()).isEmpty();
        one.assertThatEverythingIsReturned();
    }

    @Test
    void aTransactionThatReturnsKeepsEverything() throws SQLException {
        assumeParticipant();
        one.connection()
                .database()
                .useTransaction(transaction -> transaction.update(INSERT, "kept", 1));
        assertThat(one.words()).containsExactly("kept");
        one.assertThatEverythingIsReturned();
    }

    private A access() {
        return one.connection().access(accessType);
    }

    private List<String> problems(String setting) {
        return Managers.problems(connection(), ConfigUtil.quoteString(id) + " { " + setting + " }")
                .stream()
                .map(Problem::path)
                .toList();
    }

    private void insert(String word) {
        try {
            execute(access(), OneConnection.insertion(word));
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private boolean isParticipant() {
        return Managers.problems(connection(), "default-access = " + id).isEmpty();
    }

    private void assumeParticipant() {
        assumeTrue(isParticipant(), "the access layer takes no part in transactions");
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
