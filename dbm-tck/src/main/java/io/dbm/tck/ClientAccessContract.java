package io.dbm.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigUtil;
import io.dbm.ConfigurationException.Problem;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.SettingKey;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules that every {@link AccessAdapter} keeps, whatever its client is, each as a test that its
 * author runs against a real database; {@link AccessContract} has more for SQL databases.
 *
 * <p>Extend it, and say how to connect and how to use the access layer:
 *
 * <pre>{@code
 * class AcmeDocumentsContractTest extends ClientAccessContract<AcmeDocuments> {
 *
 *     AcmeDocumentsContractTest() {
 *         super("acme-documents", AcmeDocuments.class);
 *     }
 *
 *     @Override
 *     protected String connection() {
 *         return "type = acme, host = localhost";
 *     }
 *
 *     @Override
 *     protected void use(AcmeDocuments access) {
 *         access.count();
 *     }
 *
 *     @Override
 *     protected void misuse(AcmeDocuments access) {
 *         access.run("no such command");
 *     }
 * }
 * }</pre>
 *
 * <p>Each test is one rule, and its name says which.
 *
 * @param <A> what application code asks a connection for
 * @since 0.1.0
 */
@Timeout(120)
public abstract class ClientAccessContract<A> {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String KEBAB_CASE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    private final String id;
    private final Class<A> accessType;

    private DatabaseManager manager;
    private NamedConnection connection;

    /**
     * For the author's test class.
     *
     * @param id what the adapter is to be found under
     * @param accessType what it is to offer
     */
    protected ClientAccessContract(String id, Class<A> accessType) {
        this.id = id;
        this.accessType = accessType;
    }

    /**
     * Returns the settings of a connection that works, as they stand between its braces, {@code
     * type} included.
     */
    protected abstract String connection();

    /** Asks the database for something, and gives back what was borrowed for that. */
    protected abstract void use(A access) throws Exception;

    /** Asks the database for something that it refuses. */
    protected abstract void misuse(A access) throws Exception;

    @BeforeEach
    final void connect() {
        manager =
                Managers.connect(
                        connection(),
                        "max-open-conns = 1, acquire-timeout = 5s, shutdown-timeout = 1s");
        connection = Managers.connection(manager);
    }

    @AfterEach
    final void close() {
        if (manager != null) {
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
        assertThat(keys())
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
        for (SettingKey<?> key : keys()) {
            assertThat(problems(Values.ofWrongKind(key))).doesNotContain(Managers.path(id));
            for (String odd : Values.odd(key)) {
                assertThat(problems(odd))
                        .as("problems with %s", odd)
                        .doesNotContain(Managers.path(id));
            }
        }
    }

    @Test
    void returnsWhatItBorrowedAlsoWhenTheDatabaseRefuses() throws Exception {
        use(access());
        assertThatThrownBy(() -> misuse(access())).isInstanceOf(Exception.class);
        assertThatEverythingIsReturned();
        use(access());
        assertThatEverythingIsReturned();
    }

    @Test
    void isMadeOnceAndStaysValidAcrossAReconnect() throws Exception {
        A before = access();
        use(before);
        connection.reconnect();
        use(before);
        assertThat(access()).isSameAs(before);
        assertThatEverythingIsReturned();
    }

    @Test
    void failsOnceTheManagerIsClosed() throws Exception {
        A access = access();
        use(access);
        manager.close();
        assertThatThrownBy(() -> use(access)).isInstanceOf(Exception.class);
    }

    private A access() {
        return connection.access(accessType);
    }

    private void assertThatEverythingIsReturned() {
        assertThat(Managers.comesTrue(() -> connection.stats().pool().inUse() == 0, PATIENCE))
                .as("no connection is in use")
                .isTrue();
    }

    private List<String> problems(String setting) {
        return Managers.problems(connection(), ConfigUtil.quoteString(id) + " { " + setting + " }")
                .stream()
                .map(Problem::path)
                .toList();
    }

    private List<SettingKey<?>> keys() {
        for (AccessAdapter<?> candidate : ServiceLoader.load(AccessAdapter.class)) {
            if (candidate.id().equals(id)) {
                return candidate.settings();
            }
        }
        throw new AssertionError("no access adapter '" + id + "'");
    }
}
