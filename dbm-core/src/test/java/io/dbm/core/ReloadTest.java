package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultyProvider;
import com.typesafe.config.Config;
import io.dbm.ConfigurationChange;
import io.dbm.ConfigurationException;
import io.dbm.ConnectFailedException;
import io.dbm.ConnectionClosedException;
import io.dbm.ConnectionNotFoundException;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import io.dbm.NoDefaultConnectionException;
import io.dbm.NotConnectedException;
import io.dbm.TransactionOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A configuration that changes while the manager serves. */
@Timeout(60)
class ReloadTest {

    private static final Set<String> NONE = Set.of();

    private final String database = Managers.freshDatabase();
    private final AtomicReference<String> file = new AtomicReference<>("");
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void onlyWhatChangedIsTouched() throws Exception {
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            settings.put("c" + i, h2("max-open-conns = 2"));
        }
        try (DatabaseManager manager = connect(settings)) {
            Map<String, String> before = sessions(manager);
            DataSource held = manager.connection("c7").access(DataSource.class);
            settings.put("c7", h2("max-open-conns = 3"));
            write(settings);
            assertThat(manager.reload())
                    .isEqualTo(new ConfigurationChange(NONE, Set.of("c7"), NONE, NONE));
            Map<String, String> after = sessions(manager);
            assertThat(after).hasSize(20);
            after.forEach(
                    (name, session) ->
                            assertThat(session.equals(before.get(name)))
                                    .isEqualTo(!name.equals("c7")));
            assertThat(manager.connection("c7").stats().pool().max()).isEqualTo(3);
            assertThat(manager.connection("c7").access(DataSource.class)).isSameAs(held);
            assertThat(session(held)).isEqualTo(after.get("c7"));
        }
    }

    @Test
    void theSameAgainChangesNothing() {
        try (DatabaseManager manager = connect(Map.of("a", h2("")))) {
            assertThat(manager.reload()).isEqualTo(new ConfigurationChange(NONE, NONE, NONE, NONE));
        }
    }

    @Test
    void aWrongConfigurationChangesNothing() throws Exception {
        try (DatabaseManager manager = connect(Map.of("a", h2("tags { x = y }")))) {
            Map<String, String> before = sessions(manager);
            write(
                    Map.of(
                            "a",
                            h2("max-open-conns = 3, tags { x = z }"),
                            "b",
                            h2("max-open-cons = 3")));
            assertThatThrownBy(manager::reload)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("did you mean 'max-open-conns'?");
            assertThat(sessions(manager)).isEqualTo(before);
            assertThat(manager.connection("a").tags()).isEqualTo(Map.of("x", "y"));
        }
    }

    @Test
    void aDatabaseThatCannotBeOpenedChangesNothing() throws Exception {
        String bad = Managers.freshDatabase();
        FaultyProvider.of(bad).refusals.set(Integer.MAX_VALUE);
        try (DatabaseManager manager = connect(Map.of("a", h2(""), "gone", h2("")))) {
            Map<String, String> before = sessions(manager);
            write(
                    Map.of(
                            "a", h2("max-open-conns = 3"),
                            "b", h2(""),
                            "bad",
                                    "{ type = faulty, database = "
                                            + bad
                                            + ", retry-attempts = 1 }"));
            assertThatThrownBy(manager::reload)
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining("bad: ");
            assertThat(sessions(manager)).isEqualTo(before);
            assertThat(manager.connection("a").stats().pool().max()).isEqualTo(25);
        }
    }

    @Test
    void whatDoesNotConcernThePoolIsChangedBesideIt() throws Exception {
        try (DatabaseManager manager = connect(Map.of("a", h2("tags { x = y }")))) {
            NamedConnection a = manager.connection("a");
            Map<String, String> before = sessions(manager);
            write(
                    Map.of(
                            "a",
                            h2("tags { x = z }, health-check-interval = 10ms, required = false")));
            assertThat(manager.reload())
                    .isEqualTo(new ConfigurationChange(NONE, NONE, Set.of("a"), NONE));
            assertThat(sessions(manager)).isEqualTo(before);
            assertThat(a.tags()).isEqualTo(Map.of("x", "z"));
            assertThat(manager.connectionsTagged("x", "z")).containsExactly(a);
            var checked = a.health().checkedAt();
            Managers.await(() -> !a.health().checkedAt().equals(checked));
        }
    }

    @Test
    void connectionsComeAndGo() throws Exception {
        try (DatabaseManager manager = connect(Map.of("a", h2(""), "b", h2("")))) {
            DataSource gone = manager.connection("b").access(DataSource.class);
            write(Map.of("a", h2(""), "c", h2("")));
            assertThat(manager.reload())
                    .isEqualTo(new ConfigurationChange(Set.of("c"), NONE, NONE, Set.of("b")));
            assertThat(manager.connections())
                    .extracting(NamedConnection::name)
                    .containsExactly("a", "c");
            assertThat(session(manager.connection("c").access(DataSource.class))).isNotEmpty();
            assertThatThrownBy(gone::getConnection)
                    .isInstanceOf(SQLException.class)
                    .hasMessage("connection 'b' is closed");
        }
    }

    @Test
    void whatIsInFlightFinishesOnTheFormerPool() throws Exception {
        try (DatabaseManager manager = connect(Map.of("a", h2("")))) {
            DataSource jdbc = manager.connection("a").access(DataSource.class);
            try (Connection held = jdbc.getConnection()) {
                String before = session(held);
                manager.replace("a", settings("max-open-conns", 3));
                assertThat(session(jdbc)).isNotEqualTo(before);
                assertThat(session(held)).isEqualTo(before);
            }
        }
    }

    @Test
    void aCallerWhoWaitsIsServedByTheNewPool() throws Exception {
        String one = h2("max-open-conns = 1, acquire-timeout = 30s");
        try (DatabaseManager manager = connect(Map.of("a", one))) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            try (Connection held = jdbc.getConnection()) {
                Future<String> waiting = threads.submit(() -> session(jdbc));
                Managers.await(() -> a.stats().pool().pending() == 1);
                manager.replace("a", settings("max-open-conns", 2));
                assertThat(waiting.get(20, TimeUnit.SECONDS)).isNotEqualTo(session(held));
                assertThat(a.stats().pool().waits()).isEqualTo(1);
            }
        }
    }

    @Test
    void aTransactionThatIsBoundGoesOnAcrossAReplacement() {
        try (DatabaseManager manager = connect(Map.of("a", h2("")))) {
            NamedConnection a = manager.connection("a");
            a.database().update("create table t (x int)");
            a.useTransaction(
                    TransactionOptions.defaults().bindToThread(),
                    tx -> {
                        tx.database().update("insert into t values (1)");
                        manager.replace("a", settings("max-open-conns", 3));
                        a.database().update("insert into t values (2)");
                        tx.setRollbackOnly();
                    });
            assertThat(a.database().queryOne("select count(*) from t", row -> row.getInt(1)))
                    .contains(0);
        }
    }

    @Test
    void healthGoesOnAcrossAReplacement() throws Exception {
        List<Status> heard = new CopyOnWriteArrayList<>();
        write(Map.of("a", h2("")));
        try (DatabaseManager manager =
                Dbm.builder()
                        .config(this::read)
                        .listener((name, before, now) -> heard.add(now.status()))
                        .load()) {
            manager.connect();
            var since = manager.connection("a").health().since();
            manager.replace("a", settings("max-open-conns", 3));
            assertThat(manager.connection("a").health().status()).isEqualTo(Status.UP);
            assertThat(manager.connection("a").health().since()).isEqualTo(since);
        }
        Managers.await(() -> heard.contains(Status.CLOSED)); // listeners hear of it a moment later
        assertThat(heard).containsExactly(Status.UP, Status.CLOSED);
    }

    @Test
    void aDatabaseThatIsDownIsLookedForWhereTheNewConfigurationSays() throws Exception {
        String bad = Managers.freshDatabase();
        FaultyProvider.of(bad).refusals.set(Integer.MAX_VALUE);
        String down =
                "{ type = faulty, start = tolerate, retry-attempts = 1, database = " + bad + " }";
        try (DatabaseManager manager = connect(Map.of("a", down))) {
            NamedConnection a = manager.connection("a");
            DataSource jdbc = a.access(DataSource.class);
            assertThat(a.health().status()).isEqualTo(Status.DOWN);
            Future<String> waiting = threads.submit(() -> session(jdbc));
            Managers.await(() -> a.stats().pool().pending() == 1);
            write(Map.of("a", h2("")));
            manager.reload();
            assertThat(waiting.get(20, TimeUnit.SECONDS)).isNotEmpty();
            assertThat(a.health().status()).isEqualTo(Status.UP);
            assertThat(a.type()).isEqualTo("h2");
        }
    }

    @Test
    void codeAddsReplacesAndRemovesAndTheFileGoesFirst() {
        try (DatabaseManager manager = connect(Map.of("a", h2("")))) {
            manager.add("b", settings("max-open-conns", 4));
            manager.add("c", settings("max-open-conns", 5));
            assertThat(manager.connection("b").stats().pool().max()).isEqualTo(4);
            manager.replace("a", settings("max-open-conns", 6));
            write(Map.of("a", h2("max-open-conns = 7"), "b", h2("max-open-conns = 8")));
            assertThat(manager.reload())
                    .isEqualTo(new ConfigurationChange(NONE, Set.of("a", "b"), NONE, NONE));
            assertThat(max(manager, "a")).isEqualTo(7);
            assertThat(max(manager, "b")).isEqualTo(8);
            assertThat(max(manager, "c")).isEqualTo(5);
            manager.remove("b");
            assertThat(manager.reload().added()).containsExactly("b");
        }
    }

    @Test
    void wrongChangesAreRefused() {
        try (DatabaseManager manager = connect(Map.of("a", h2("")))) {
            assertThatThrownBy(() -> manager.add("a", settings("max-open-conns", 4)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "the configuration has a problem:\n"
                                    + "  - dbmanager.connections.a: there is a connection of that"
                                    + " name: use replace (add)");
            assertThatThrownBy(() -> manager.add("b", settings("max-open-cons", 4)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "the configuration has a problem:\n"
                                    + "  - dbmanager.connections.b.max-open-cons: unknown key; did"
                                    + " you mean 'max-open-conns'? (add)");
            assertThatThrownBy(() -> manager.add("b", Map.of("type", new Object())))
                    .isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(() -> manager.replace("b", settings("max-open-conns", 4)))
                    .isInstanceOf(ConnectionNotFoundException.class);
            assertThatThrownBy(() -> manager.remove("b"))
                    .isInstanceOf(ConnectionNotFoundException.class);
            assertThat(manager.connections()).hasSize(1);
        }
    }

    @Test
    void theOnlyConnectionStays() throws Exception {
        try (DatabaseManager manager = connect(Map.of("a", h2("")))) {
            assertThatThrownBy(() -> manager.remove("a"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "the configuration has a problem:\n"
                                    + "  - dbmanager.connections.a: is the only connection, and a"
                                    + " manager has at least one: close the manager instead"
                                    + " (remove)");
            assertThat(session(manager.connection("a").access(DataSource.class))).isNotEmpty();
        }
    }

    @Test
    void whoeverWasTheDefaultIsNoneAnyMore() {
        write(Map.of("a", h2(""), "b", h2("")));
        file.updateAndGet(text -> text + "\ndbmanager.default-connection = a");
        try (DatabaseManager manager = Dbm.builder().config(this::read).load()) {
            manager.connect();
            manager.remove("a");
            assertThatThrownBy(manager::defaultConnection)
                    .isInstanceOf(NoDefaultConnectionException.class);
            manager.setDefaultConnection("b");
            manager.replace("b", settings("max-open-conns", 2));
            assertThat(manager.defaultConnection().name()).isEqualTo("b");
            manager.reload();
            assertThat(manager.defaultConnection().name()).isEqualTo("a");
        }
    }

    @Test
    void beforeConnectAChangeOpensNothing() {
        try (DatabaseManager manager = load(Map.of("a", h2("")))) {
            NamedConnection a = manager.connection("a");
            manager.replace("a", settings("max-open-conns", 3));
            manager.add("b", settings("max-open-conns", 4));
            assertThatThrownBy(() -> a.access(DataSource.class))
                    .isInstanceOf(NotConnectedException.class);
            manager.connect();
            assertThat(max(manager, "a")).isEqualTo(3);
            assertThat(a.stats().pool().max()).isEqualTo(3);
            assertThat(max(manager, "b")).isEqualTo(4);
        }
    }

    @Test
    void afterCloseNothingChanges() {
        DatabaseManager manager = connect(Map.of("a", h2("")));
        manager.close();
        assertThatThrownBy(manager::reload).isInstanceOf(ConnectionClosedException.class);
        assertThatThrownBy(() -> manager.add("b", settings("max-open-conns", 4)))
                .isInstanceOf(ConnectionClosedException.class);
    }

    @Test
    void closeEndsAChangeThatIsUnderWay() throws Exception {
        String bad = Managers.freshDatabase();
        FaultyProvider.Faults faults = FaultyProvider.of(bad);
        faults.refusals.set(Integer.MAX_VALUE);
        DatabaseManager manager = connect(Map.of("a", h2("")));
        write(
                Map.of(
                        "a",
                        h2(""),
                        "bad",
                        "{ type = faulty, retry-delay = 10s, database = " + bad + " }"));
        Future<ConfigurationChange> change = threads.submit(manager::reload);
        Managers.await(() -> faults.attempts.get() > 0);
        manager.close();
        assertThatThrownBy(() -> change.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ConnectionClosedException.class);
    }

    @Test
    void whatWasNotAddedIsNotHeardOf() {
        String bad = Managers.freshDatabase();
        FaultyProvider.of(bad).refusals.set(Integer.MAX_VALUE);
        List<String> heard = new CopyOnWriteArrayList<>();
        write(Map.of("a", h2("")));
        try (DatabaseManager manager =
                Dbm.builder()
                        .config(this::read)
                        .listener((name, before, now) -> heard.add(name + " " + now.status()))
                        .load()) {
            manager.connect();
            assertThatThrownBy(
                            () ->
                                    manager.add(
                                            "b",
                                            Map.of(
                                                    "type",
                                                    "faulty",
                                                    "database",
                                                    bad,
                                                    "retry-attempts",
                                                    1)))
                    .isInstanceOf(ConnectFailedException.class);
        }
        assertThat(heard).containsExactly("a UP", "a CLOSED");
    }

    /**
     * What the application does while a layer is made must not wait for a change, nor it for that.
     */
    @Test
    void aLayerMayBeMadeWhileItsConnectionChanges() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        write(Map.of("a", h2("")));
        try (DatabaseManager manager =
                Dbm.builder()
                        .config(this::read)
                        .customize(
                                DataSource.class,
                                (name, pool) -> {
                                    entered.countDown();
                                    await(changed);
                                })
                        .load()) {
            manager.connect();
            Future<DataSource> made =
                    threads.submit(() -> manager.connection("a").access(DataSource.class));
            entered.await();
            manager.replace("a", settings("max-open-conns", 3));
            changed.countDown();
            assertThat(session(made.get(20, TimeUnit.SECONDS))).isNotEmpty();
        }
    }

    @Test
    void listenersHearThatItIsUpAgain() throws Exception {
        String former = Managers.freshDatabase();
        String next = Managers.freshDatabase();
        String rest = ", enable-auto-reconnect = false, health-check-interval = 0 }";
        List<Status> heard = new CopyOnWriteArrayList<>();
        write(Map.of("a", "{ type = faulty, database = " + former + rest));
        try (DatabaseManager manager =
                Dbm.builder()
                        .config(this::read)
                        .listener((name, before, now) -> heard.add(now.status()))
                        .load()) {
            manager.connect();
            FaultyProvider.of(next).delay = Duration.ofSeconds(1);
            write(Map.of("a", "{ type = faulty, database = " + next + rest));
            Future<ConfigurationChange> change = threads.submit(manager::reload);
            Managers.await(() -> FaultyProvider.of(next).attempts.get() == 1);
            FaultyProvider.of(former).dead = true;
            FaultyProvider.of(former).refusals.set(Integer.MAX_VALUE);
            assertThat(manager.connection("a").healthCheck().status()).isEqualTo(Status.DOWN);
            change.get(20, TimeUnit.SECONDS);
            Managers.await(() -> heard.equals(List.of(Status.UP, Status.DOWN, Status.UP)));
        }
    }

    @Test
    void aSessionOfATransactionIsTheSameAfterAChangeBesideThePool() {
        try (DatabaseManager manager = connect(Map.of("a", h2("tags { x = y }")))) {
            manager.connection("a")
                    .useTransaction(
                            tx -> {
                                Connection before = tx.session(Connection.class);
                                manager.replace("a", settings("tags", Map.of("x", "z")));
                                assertThat(tx.session(Connection.class)).isSameAs(before);
                            });
        }
    }

    @Test
    void aBrokenFileIsNotCoveredUpByWhatCodeHasAdded() {
        try (DatabaseManager manager = connect(Map.of("a", h2("")))) {
            manager.add("c", settings("max-open-conns", 4));
            file.set("dbmanager.connections = 5");
            assertThatThrownBy(manager::reload)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("must be a block of names");
            assertThat(manager.connections()).hasSize(2);
        }
    }

    @Test
    void aPhysicalConnectionThatIsOpenedTooLateIsClosed() throws Exception {
        FaultyProvider.Faults faults = FaultyProvider.of(database);
        String settings = "{ type = faulty, shutdown-timeout = 0, database = " + database + " }";
        DatabaseManager manager = connect(Map.of("a", settings));
        DataSource pool = manager.connection("a").access(DataSource.class);
        Connection held = pool.getConnection();
        faults.delay = Duration.ofSeconds(2);
        Future<Connection> waits = threads.submit(() -> pool.getConnection());
        Managers.await(() -> faults.attempts.get() == 2);
        manager.close();
        assertThatThrownBy(() -> waits.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SQLException.class);
        Managers.await(() -> faults.open.get() == 0);
        assertThat(held).isNotNull(); // kept until here, in use
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private DatabaseManager connect(Map<String, String> connections) {
        DatabaseManager manager = load(connections);
        manager.connect();
        return manager;
    }

    private DatabaseManager load(Map<String, String> connections) {
        write(connections);
        return Dbm.builder().config(this::read).load();
    }

    private void write(Map<String, String> connections) {
        StringBuilder text = new StringBuilder("dbmanager.connections {\n");
        connections.forEach(
                (name, settings) ->
                        text.append("  ").append(name).append(' ').append(settings).append('\n'));
        file.set(text.append("}\n").toString());
    }

    private Config read() {
        return Managers.parse(file.get());
    }

    private String h2(String more) {
        return "{ type = h2, database = " + database + ", " + more + " }";
    }

    private Map<String, Object> settings(String key, Object value) {
        return Map.of("type", "h2", "database", database, key, value);
    }

    private static int max(DatabaseManager manager, String name) {
        return manager.connection(name).stats().pool().max();
    }

    private static Map<String, String> sessions(DatabaseManager manager) throws SQLException {
        Map<String, String> sessions = new TreeMap<>();
        for (NamedConnection each : manager.connections()) {
            sessions.put(each.name(), session(each.access(DataSource.class)));
        }
        return sessions;
    }

    private static String session(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return session(connection);
        }
    }

    private static String session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("select session_id()")) {
            row.next();
            return row.getString(1);
        }
    }
}
