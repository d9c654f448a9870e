package io.dbm.it;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.example.faulty.FaultProxy;
import com.zaxxer.hikari.HikariDataSource;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.Health;
import io.dbm.Health.Status;
import io.dbm.Isolation;
import io.dbm.NamedConnection;
import io.dbm.PoolStats;
import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import io.dbm.core.Dbm;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A pool that the application has made, and dbm manages. */
@Timeout(120)
class ManagedPoolTest {

    private static final Map<String, Object> USUAL =
            Map.of(
                    "mybatis",
                    Map.of(
                            "mappers",
                            List.of(PersonMapper.class.getName()),
                            "map-underscore-to-camel-case",
                            true),
                    "shutdown-timeout",
                    Duration.ofMillis(50));

    private static final Map<String, Object> FAST =
            Map.of(
                    "connect-timeout",
                    Duration.ofSeconds(1),
                    "retry-attempts",
                    1,
                    "health-check-interval",
                    0);

    /** All that a borrower can change, and who it is. */
    private static final String STATE =
            """
            select concat_ws(' ', pg_backend_pid(), current_setting('search_path'),
              current_setting('default_transaction_isolation'))
            """;

    private DataSource existing;

    @AfterEach
    void close() throws Exception {
        if (existing != null) {
            OwnPool.close(existing);
        }
    }

    private DatabaseManager connect(OwnPool kind, int size, Map<String, ?> settings) {
        existing = kind.create(size);
        DatabaseManager manager = load(existing, settings);
        manager.connect();
        manager.connection("legacy").database().update("drop table if exists person");
        manager.connection("legacy")
                .database()
                .update("create table person (id int primary key, full_name varchar(20))");
        return manager;
    }

    private static DatabaseManager load(DataSource dataSource, Map<String, ?> settings) {
        return Dbm.builder().manage("legacy", "postgres", dataSource, settings).load();
    }

    @ParameterizedTest
    @EnumSource
    void everyAccessLayerWorksOnIt(OwnPool kind) throws Exception {
        try (DatabaseManager manager = connect(kind, 2, USUAL)) {
            NamedConnection legacy = manager.connection("legacy");
            for (Layer layer : Layer.values()) {
                assertThat(layer.run(legacy, "select 42")).as("%s", layer).isEqualTo(42);
            }
            assertThat(legacy.access(DataSource.class))
                    .isNotSameAs(existing)
                    .hasToString("DataSource of connection 'legacy'");
            legacy.mapper(PersonMapper.class).add(1, "Ada");
            assertThat(legacy.mapper(PersonMapper.class).all())
                    .containsExactly(new Person(1, "Ada"));
            assertThat(legacy.stats().pool().inUse()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLayersShareATransaction(OwnPool kind) throws SQLException {
        try (DatabaseManager manager = connect(kind, 2, USUAL)) {
            NamedConnection legacy = manager.connection("legacy");
            legacy.useTransaction(
                    TransactionOptions.defaults().bindToThread(),
                    tx -> {
                        add(tx.session(Connection.class), 1);
                        tx.session(Handle.class).execute("insert into person values (2, 'Bo')");
                        tx.session(SqlSession.class).getMapper(PersonMapper.class).add(3, "Cy");
                        legacy.mapper(PersonMapper.class).add(4, "Di");
                        assertThat(legacy.stats().pool().inUse()).isOne();
                        assertThatThrownBy(
                                        () ->
                                                tx.useTransaction(
                                                        TransactionOptions.defaults().nested(),
                                                        part -> add(part, 1)))
                                .hasMessageContaining("duplicate key");
                        tx.database().update("insert into person values (5, 'Ed')");
                    });
            assertThat(people(legacy)).containsExactly(1, 2, 3, 4, 5);
            assertThatThrownBy(
                            () ->
                                    legacy.useTransaction(
                                            tx -> {
                                                add(tx, 6);
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
            assertThat(people(legacy)).containsExactly(1, 2, 3, 4, 5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionThatTheServerGaveUpIsNotCommitted(OwnPool kind) {
        try (DatabaseManager manager = connect(kind, 1, USUAL)) {
            NamedConnection legacy = manager.connection("legacy");
            assertThatThrownBy(
                            () ->
                                    legacy.useTransaction(
                                            tx -> {
                                                add(tx, 1);
                                                assertThat(catchThrowable(() -> add(tx, 1)))
                                                        .isNotNull();
                                            }))
                    .isInstanceOf(TransactionRolledBackException.class);
            assertThat(people(legacy)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOptionsOfATransactionHoldForItAlone(OwnPool kind) throws SQLException {
        try (DatabaseManager manager = connect(kind, 1, USUAL)) {
            NamedConnection legacy = manager.connection("legacy");
            String before = raw(STATE);
            TransactionOptions strict =
                    TransactionOptions.defaults()
                            .isolation(Isolation.SERIALIZABLE)
                            .readOnly()
                            .timeout(Duration.ofMillis(500));
            assertThat(
                            legacy.<List<String>, SQLException>inTransaction(
                                    strict,
                                    tx ->
                                            List.of(
                                                    ask(tx, "show transaction_isolation"),
                                                    ask(tx, "show transaction_read_only"))))
                    .containsExactly("serializable", "on");
            assertThatThrownBy(
                            () ->
                                    legacy.useTransaction(
                                            strict, tx -> ask(tx, "select pg_sleep(60)")))
                    .isInstanceOf(SQLTimeoutException.class);
            assertThat(afterPid(raw(STATE))).isEqualTo(afterPid(before));
            add(existing, 1);
            assertThat(people(legacy)).containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNPOOLED")
    void whatABorrowerChangesIsChangedBack(OwnPool kind) throws SQLException {
        try (DatabaseManager manager = connect(kind, 1, USUAL)) {
            NamedConnection legacy = manager.connection("legacy");
            String before = raw(STATE) + jdbcState();
            try (Connection jdbc = legacy.access(DataSource.class).getConnection()) {
                jdbc.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                jdbc.setSchema("pg_catalog");
                jdbc.setNetworkTimeout(Runnable::run, 5000);
                jdbc.setAutoCommit(false);
                jdbc.createStatement().execute("insert into public.person values (1, 'Ada')");
            }
            assertThat(raw(STATE) + jdbcState()).isEqualTo(before);
            assertThat(people(legacy)).isEmpty();
            try (Connection jdbc = legacy.access(DataSource.class).getConnection()) {
                jdbc.setReadOnly(true);
            }
            assertThat(raw(STATE) + jdbcState()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNPOOLED")
    void theWholeSearchPathThatTheApplicationHasSetComesBack(OwnPool kind) throws SQLException {
        try (DatabaseManager manager = connect(kind, 1, USUAL)) {
            try (Connection jdbc = existing.getConnection();
                    Statement statement = jdbc.createStatement()) {
                statement.execute("set search_path = public, pg_temp");
            }
            NamedConnection legacy = manager.connection("legacy");
            legacy.useTransaction(tx -> tx.session(Connection.class).setSchema("pg_catalog"));
            assertThat(raw("show search_path")).isEqualTo("public, pg_temp");
            try (Connection jdbc = legacy.access(DataSource.class).getConnection()) {
                jdbc.setSchema("pg_catalog");
            }
            assertThat(raw("show search_path")).isEqualTo("public, pg_temp");
        }
    }

    @Test
    void whatIsLentIsInAutocommitEvenIfThePoolIsNot() throws SQLException {
        HikariDataSource pool = (HikariDataSource) OwnPool.HIKARI.create(1);
        existing = pool;
        pool.setAutoCommit(false);
        try (DatabaseManager manager = load(pool, USUAL)) {
            manager.connect();
            NamedConnection legacy = manager.connection("legacy");
            legacy.database().update("drop table if exists person");
            legacy.database().update("create table person (id int primary key, full_name text)");
            legacy.access(Jdbi.class)
                    .useHandle(handle -> handle.execute("insert into person values (1, 'Ada')"));
            assertThat(people(legacy)).containsExactly(1);
            try (Connection jdbc = pool.getConnection()) {
                assertThat(jdbc.getAutoCommit()).as("autocommit of the pool").isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNPOOLED")
    void aJdbcConnectionThatBrokeInATransactionIsLentToNobodyAgain(OwnPool kind)
            throws SQLException {
        try (DatabaseManager manager = connect(kind, 1, USUAL)) {
            NamedConnection legacy = manager.connection("legacy");
            String pid = raw("select pg_backend_pid()");
            assertThatThrownBy(
                    () ->
                            legacy.useTransaction(
                                    tx -> {
                                        kill(ask(tx, "select pg_backend_pid()"));
                                        add(tx, 1);
                                    }));
            assertThat(raw("select pg_backend_pid()")).isNotEqualTo(pid);
            assertThat(legacy.stats().pool().inUse()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNPOOLED")
    void aJdbcConnectionThatCannotBeRestoredIsLentToNobodyAgain(OwnPool kind) throws SQLException {
        try (DatabaseManager manager = connect(kind, 1, USUAL)) {
            NamedConnection legacy = manager.connection("legacy");
            String pid;
            try (Connection jdbc = legacy.access(DataSource.class).getConnection()) {
                pid = ask(jdbc, "select pg_backend_pid()");
                jdbc.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                jdbc.createStatement().execute("begin"); // JDBC is not told, and cannot end it
                add(jdbc, 1);
            }
            assertThat(raw("select pg_backend_pid()")).isNotEqualTo(pid);
            assertThat(people(legacy)).isEmpty();
            assertThat(legacy.stats().pool().inUse()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatLeadsBackToTheJdbcConnectionLeadsToTheSameOne(OwnPool kind) throws SQLException {
        try (DatabaseManager manager = connect(kind, 1, USUAL);
                Connection jdbc =
                        manager.connection("legacy").access(DataSource.class).getConnection();
                Statement statement = jdbc.prepareStatement("select 1")) {
            assertThat(statement.getConnection()).isSameAs(jdbc);
            assertThat(jdbc.getMetaData().getConnection()).isSameAs(jdbc);
            assertThat(jdbc.isWrapperFor(org.postgresql.PGConnection.class))
                    .isEqualTo(kind != OwnPool.OPAQUE);
            if (kind != OwnPool.OPAQUE) {
                assertThat(jdbc.unwrap(org.postgresql.PGConnection.class).getBackendPID())
                        .isPositive();
                assertThat(statement.unwrap(org.postgresql.PGStatement.class)).isNotNull();
            }
            assertThat(jdbc.unwrap(Connection.class).isClosed()).isFalse();
            statement.close();
            jdbc.close();
            jdbc.close();
            assertThat(jdbc.isClosed()).isTrue();
            assertThat(jdbc.isValid(1)).isFalse();
            assertThatThrownBy(jdbc::createStatement)
                    .isInstanceOf(SQLException.class)
                    .hasMessage("the JDBC connection was given back");
            assertThat(manager.connection("legacy").stats().pool().inUse()).isZero();
        }
    }

    @Test
    void aPoolThatTheApplicationClosesTakesTheTransactionWithIt() throws SQLException {
        try (DatabaseManager manager = connect(OwnPool.HIKARI, 1, FAST)) {
            NamedConnection legacy = manager.connection("legacy");
            assertThatThrownBy(
                            () ->
                                    legacy.useTransaction(
                                            tx -> {
                                                add(tx, 1);
                                                OwnPool.close(existing);
                                            }))
                    .isInstanceOf(TransactionRolledBackException.class)
                    .hasMessage(
                            "connection 'legacy': the transaction was rolled back: its JDBC"
                                    + " connection was closed");
            assertThat(legacy.healthCheck().status()).isEqualTo(Status.DOWN);
            assertThat(legacy.health().cause().orElseThrow()).endsWith("has been closed.");
        }
    }

    @Test
    void theFiguresOfHikariAreItsOwn() throws SQLException {
        try (DatabaseManager manager = connect(OwnPool.HIKARI, 3, USUAL);
                Connection own = existing.getConnection();
                Connection lent =
                        manager.connection("legacy").access(DataSource.class).getConnection()) {
            PoolStats stats = manager.connection("legacy").stats().pool();
            assertThat(stats)
                    .isEqualTo(
                            PoolStats.builder().open(2).inUse(2).idle(0).pending(0).max(3).build());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "HIKARI")
    void theFiguresOfAnotherPoolAreWhatIsBorrowedThroughDbm(OwnPool kind) throws SQLException {
        try (DatabaseManager manager = connect(kind, 3, USUAL);
                Connection own = existing.getConnection();
                Connection lent =
                        manager.connection("legacy").access(DataSource.class).getConnection()) {
            PoolStats stats = manager.connection("legacy").stats().pool();
            assertThat(stats).isEqualTo(PoolStats.builder().inUse(1).build());
        }
    }

    @Test
    void aThreadThatHoldsAllOfAHikariPoolDoesNotWaitForItself() {
        try (DatabaseManager manager = connect(OwnPool.HIKARI, 1, USUAL)) {
            NamedConnection legacy = manager.connection("legacy");
            assertThatThrownBy(
                            () ->
                                    legacy.useTransaction(
                                            tx ->
                                                    tx.useTransaction(
                                                            TransactionOptions.defaults()
                                                                    .requiresNew(),
                                                            second -> {})))
                    .hasMessage(
                            "connection 'legacy': this thread would wait for itself, since its"
                                    + " transactions hold as many JDBC connections as"
                                    + " maximumPoolSize = 1 allows: raise that, pass the"
                                    + " transaction on, begin it with bindToThread(), or use"
                                    + " nested() in place of requiresNew()");
        }
    }

    @Test
    void aHikariPoolThatTheApplicationHasExhaustedIsDegraded() throws SQLException {
        try (DatabaseManager manager = connect(OwnPool.HIKARI, 1, FAST)) {
            NamedConnection legacy = manager.connection("legacy");
            try (Connection own = existing.getConnection()) {
                Health health = legacy.healthCheck();
                assertThat(health.status()).isEqualTo(Status.DEGRADED);
                assertThat(health.cause())
                        .contains("the pool is exhausted: all 1 connections are in use");
            }
            assertThat(legacy.healthCheck().status()).isEqualTo(Status.UP);
        }
    }

    @Test
    void anotherPoolThatIsExhaustedIsDegradedIfDbmItselfUsesIt() throws SQLException {
        try (DatabaseManager manager = connect(OwnPool.DBCP, 1, FAST)) {
            NamedConnection legacy = manager.connection("legacy");
            try (Connection lent = legacy.access(DataSource.class).getConnection()) {
                Health health = legacy.healthCheck();
                assertThat(health.status()).isEqualTo(Status.DEGRADED);
                assertThat(health.cause())
                        .contains(
                                "the application's pool lent no JDBC connection in time, with 1 in"
                                        + " use through dbm");
            }
            try (Connection own = existing.getConnection()) {
                Health health = legacy.healthCheck();
                assertThat(health.status()).isEqualTo(Status.DOWN);
                assertThat(health.cause())
                        .contains("the application's pool lent no JDBC connection within 750 ms");
            }
            assertThat(legacy.healthCheck().status()).isEqualTo(Status.UP);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatIsDownIsDownAndUpAgainWhenItIsBack(OwnPool kind) throws Exception {
        try (FaultProxy network = new FaultProxy(TestPostgres.port())) {
            existing = kind.create(network.port(), 2);
            try (DatabaseManager manager = load(existing, FAST)) {
                manager.connect();
                NamedConnection legacy = manager.connection("legacy");
                DataSource handle = legacy.access(DataSource.class);
                network.refuse();
                network.resetAll();
                await(() -> legacy.healthCheck().status() == Status.DOWN);
                assertThat(legacy.healthCheck().cause())
                        .as("the driver's words")
                        .contains("The connection attempt failed.");
                assertThatThrownBy(legacy::reconnect).isInstanceOf(ConnectFailedException.class);
                network.mend();
                await(() -> legacy.healthCheck().status() == Status.UP);
                legacy.reconnect();
                assertThat(legacy.access(DataSource.class)).isSameAs(handle);
                assertThat(Layer.JDBC.run(legacy, "select 42")).isEqualTo(42);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBlackHoleIsToldInTime(OwnPool kind) throws Exception {
        try (FaultProxy network = new FaultProxy(TestPostgres.port())) {
            existing = kind.create(network.port(), 2);
            try (DatabaseManager manager = load(existing, FAST)) {
                manager.connect();
                NamedConnection legacy = manager.connection("legacy");
                network.becomeBlackHole();
                long start = System.nanoTime();
                assertThat(legacy.healthCheck().status()).isEqualTo(Status.DOWN);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(Duration.ofSeconds(3));
                network.mend();
                network.resetAll();
                await(() -> legacy.healthCheck().status() == Status.UP);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void reconnectingReplacesNothingAndLeavesWhatIsBorrowed(OwnPool kind) throws SQLException {
        try (DatabaseManager manager = connect(kind, 2, USUAL);
                Connection lent =
                        manager.connection("legacy").access(DataSource.class).getConnection()) {
            NamedConnection legacy = manager.connection("legacy");
            String pid = ask(lent, "select pg_backend_pid()");
            legacy.reconnect();
            assertThat(ask(lent, "select pg_backend_pid()")).isEqualTo(pid);
            assertThat(legacy.stats().pool().inUse()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingLeavesThePoolAndWhatIsInUse(OwnPool kind) throws SQLException {
        DatabaseManager manager = connect(kind, 2, USUAL);
        DataSource handle = manager.connection("legacy").access(DataSource.class);
        try (Connection lent = handle.getConnection()) {
            manager.close();
            add(lent, 1);
            assertThatThrownBy(handle::getConnection)
                    .isInstanceOf(SQLException.class)
                    .hasMessage("connection 'legacy' is closed");
        }
        assertThat(raw("select count(*) from person")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void closingWaitsForWhatWasBorrowedThroughDbmAndForNothingElse(OwnPool kind) throws Exception {
        Map<String, Object> patient = Map.of("shutdown-timeout", Duration.ofHours(1));
        DatabaseManager manager = connect(kind, 2, patient);
        try (Connection own = existing.getConnection()) {
            Connection lent = manager.connection("legacy").access(DataSource.class).getConnection();
            Thread closing = new Thread(manager::close);
            closing.start();
            await(() -> manager.connection("legacy").health().status() == Status.CLOSED);
            assertThat(closing.isAlive()).isTrue();
            lent.close();
            closing.join();
        }
    }

    @Test
    void whoWaitsInThePoolIsToldThatDbmIsClosed() throws Exception {
        DatabaseManager manager = connect(OwnPool.DBCP, 1, USUAL);
        DataSource handle = manager.connection("legacy").access(DataSource.class);
        try (Connection own = existing.getConnection()) {
            Throwable[] told = new Throwable[1];
            Thread waiter = new Thread(() -> told[0] = catchThrowable(handle::getConnection));
            waiter.start();
            await(() -> waiter.getState() == Thread.State.WAITING);
            manager.close();
            waiter.join();
            assertThat(told[0]).hasMessage("connection 'legacy' is closed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void itMayStartWithoutItsDatabase(OwnPool kind) throws Exception {
        try (FaultProxy network = new FaultProxy(TestPostgres.port())) {
            network.refuse();
            existing = kind.create(network.port(), 1);
            Map<String, ?> tolerant =
                    Map.of(
                            "start", "tolerate",
                            "connect-timeout", Duration.ofSeconds(1),
                            "retry-max-delay", Duration.ofMillis(50),
                            "retry-delay", Duration.ofMillis(1));
            try (DatabaseManager manager = load(existing, tolerant)) {
                manager.connect();
                NamedConnection legacy = manager.connection("legacy");
                assertThat(legacy.health().status()).isEqualTo(Status.DOWN);
                assertThat(legacy.stats().pool().max()).isZero();
                network.mend();
                assertThat(Layer.JDBC.run(legacy, "select 42")).isEqualTo(42);
                assertThat(legacy.health().status()).isEqualTo(Status.UP);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void itMayBeOpenedByItsFirstUse(OwnPool kind) throws Exception {
        existing = kind.create(1);
        try (DatabaseManager manager = load(existing, Map.of("start", "lazy"))) {
            manager.connect();
            NamedConnection legacy = manager.connection("legacy");
            assertThat(legacy.health().status()).isEqualTo(Status.NOT_CONNECTED);
            assertThat(Layer.JDBC.run(legacy, "select 42")).isEqualTo(42);
            assertThat(legacy.health().status()).isEqualTo(Status.UP);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectFailsIfNothingAnswers(OwnPool kind) throws Exception {
        try (FaultProxy network = new FaultProxy(TestPostgres.port())) {
            network.refuse();
            existing = kind.create(network.port(), 1);
            try (DatabaseManager manager = load(existing, FAST)) {
                assertThatThrownBy(manager::connect)
                        .isInstanceOfSatisfying(
                                ConnectFailedException.class,
                                failure ->
                                        assertThat(failure.reasons()).containsOnlyKeys("legacy"));
            }
        }
    }

    private static void add(io.dbm.Transaction tx, int id) throws SQLException {
        add(tx.session(Connection.class), id);
    }

    private static void add(DataSource dataSource, int id) throws SQLException {
        try (Connection jdbc = dataSource.getConnection()) {
            add(jdbc, id);
        }
    }

    private static void add(Connection jdbc, int id) throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            statement.execute("insert into person values (" + id + ", 'Ada')");
        }
    }

    private static String ask(io.dbm.Transaction tx, String sql) throws SQLException {
        return ask(tx.session(Connection.class), sql);
    }

    private static String ask(Connection jdbc, String sql) throws SQLException {
        try (Statement statement = jdbc.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Asks as the application would, beside dbm. */
    private String raw(String sql) throws SQLException {
        try (Connection jdbc = existing.getConnection()) {
            return ask(jdbc, sql);
        }
    }

    private String jdbcState() throws SQLException {
        try (Connection jdbc = existing.getConnection()) {
            return "%s %s %d %d"
                    .formatted(
                            jdbc.getAutoCommit(),
                            jdbc.isReadOnly(),
                            jdbc.getTransactionIsolation(),
                            jdbc.getNetworkTimeout());
        }
    }

    private static String afterPid(String state) {
        return state.substring(state.indexOf(' '));
    }

    private static void kill(String pid) throws SQLException {
        try (Connection jdbc = OwnPool.UNPOOLED.create(1).getConnection()) {
            ask(jdbc, "select pg_terminate_backend(" + pid + ", 10000)");
        }
    }

    private static List<Integer> people(NamedConnection connection) {
        return connection
                .database()
                .query("select id from person order by id", row -> row.getInt(1));
    }
}
