package io.dbm.provider.mssql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DatabaseManager;
import io.dbm.Isolation;
import io.dbm.NamedConnection;
import io.dbm.Transaction;
import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One transaction over every access layer, of which SQL Server and its driver know only one. */
@Timeout(60)
class TransactionTest {

    private static final TransactionOptions OPTIONS = TransactionOptions.defaults();

    private final String table = MssqlServer.newTable();
    private DatabaseManager manager;
    private NamedConnection primary;

    @BeforeEach
    void connect() throws SQLException {
        Map<String, Object> keys = MssqlServer.keys();
        keys.put("mybatis", Map.of("mappers", List.of(AnyStatement.class.getName())));
        keys.put("query-timeout", "1s");
        manager = MssqlServer.connect(keys);
        primary = manager.connection("primary");
        Layer.JDBC.run(
                primary, "create table " + table + " (id int primary key, sum int not null)");
    }

    @AfterEach
    void close() throws SQLException {
        Layer.JDBC.run(primary, "drop table " + table);
        manager.close();
    }

    @Test
    void commitsWhatAllLayersHaveWritten() throws SQLException {
        primary.useTransaction(this::addOneOfEach);
        assertThat(ids()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void rollsBackWhatAllLayersHaveWritten() {
        assertThatThrownBy(
                        () ->
                                primary.useTransaction(
                                        tx -> {
                                            addOneOfEach(tx);
                                            throw new IllegalStateException("no");
                                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ids()).isEmpty();
    }

    private void addOneOfEach(Transaction tx) throws SQLException {
        int id = 0;
        for (Layer layer : Layer.values()) {
            layer.run(tx, insert(id));
            id++;
            assertThat(idsIn(tx)).hasSize(id);
        }
    }

    @Test
    void rollsNestedWorkBackByItself() throws SQLException {
        primary.useTransaction(
                tx -> {
                    tx.useTransaction(OPTIONS.nested(), inner -> Layer.JDBI.run(inner, insert(1)));
                    assertThatThrownBy(
                                    () ->
                                            tx.useTransaction(
                                                    OPTIONS.nested(),
                                                    inner -> {
                                                        Layer.MYBATIS.run(inner, insert(2));
                                                        throw new IllegalStateException("no");
                                                    }))
                            .isInstanceOf(IllegalStateException.class);
                    Layer.JDBC.run(tx, insert(3));
                });
        assertThat(ids()).containsExactly(1, 3);
    }

    @Test
    void goesOnAfterAStatementThatFails() throws SQLException {
        primary.useTransaction(
                tx -> {
                    Layer.JDBC.run(tx, insert(1));
                    assertThatThrownBy(() -> Layer.JDBI.run(tx, insert(1)))
                            .rootCause()
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    failure -> assertThat(failure.getErrorCode()).isEqualTo(2627));
                });
        assertThat(ids()).containsExactly(1);
    }

    /** Nothing has failed at the server, and nothing is lost. */
    @Test
    void goesOnAfterWhatTheDriverDoesNotSupport() throws SQLException {
        primary.useTransaction(
                tx -> {
                    Connection jdbc = tx.session(Connection.class);
                    assertThatThrownBy(() -> jdbc.setSchema("shop"))
                            .isInstanceOf(SQLFeatureNotSupportedException.class);
                    Layer.JDBC.run(tx, insert(1));
                });
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void hasSavepointsOfTheWorksOwn() throws SQLException {
        primary.useTransaction(
                tx -> {
                    Connection jdbc = tx.session(Connection.class);
                    Layer.JDBC.run(tx, insert(1));
                    Savepoint released = jdbc.setSavepoint();
                    Layer.JDBC.run(tx, insert(2));
                    jdbc.releaseSavepoint(released);
                    Savepoint undone = jdbc.setSavepoint("undone");
                    Layer.JDBC.run(tx, insert(3));
                    jdbc.rollback(undone);
                });
        assertThat(ids()).containsExactly(1, 2);
    }

    /** In T-SQL, to roll back to a savepoint looks like to roll back the whole. */
    @Test
    void isNotEndedByItsSql() throws SQLException {
        primary.useTransaction(
                tx -> {
                    Layer.JDBC.run(tx, "save transaction here");
                    for (String ending :
                            List.of(
                                    "commit",
                                    "commit transaction",
                                    "rollback tran",
                                    "rollback transaction here",
                                    "select 1; commit")) {
                        assertThatThrownBy(() -> Layer.JDBC.run(tx, ending))
                                .as(ending)
                                .hasMessageContaining("ends with its work, and not by ");
                    }
                    Layer.JDBC.run(tx, insert(1));
                });
        assertThat(ids()).containsExactly(1);
    }

    /** A conversion that fails has the server roll everything back, and go on as if nothing was. */
    @Test
    void isNotCommittedByHalfWhereAFailureHasEndedItUnasked() throws SQLException {
        boolean committed = hides("select cast('x' as int)");
        assertThat(ids()).isEqualTo(committed ? List.of(1, 2) : List.of());
    }

    @Test
    void isNotCommittedByHalfWhereTheSessionSaysThatAnyFailureEndsIt() throws SQLException {
        assertThat(hides("set xact_abort on; " + insert(1))).isFalse();
        assertThat(ids()).isEmpty();
    }

    /** Goes on after a statement that fails; returns whether what came then was committed. */
    private boolean hides(String failing) throws SQLException {
        try {
            primary.useTransaction(
                    tx -> {
                        Layer.JDBC.run(tx, insert(1));
                        assertThatThrownBy(() -> Layer.JDBC.run(tx, failing))
                                .isInstanceOf(SQLException.class);
                        Layer.JDBC.run(tx, insert(2));
                    });
            return true;
        } catch (TransactionRolledBackException e) {
            return false;
        }
    }

    @Test
    void givesTheIsolationBackThatItAskedFor() throws SQLException {
        for (Isolation isolation : Isolation.values()) {
            primary.useTransaction(
                    OPTIONS.isolation(isolation),
                    tx ->
                            assertThat(tx.session(Connection.class).getTransactionIsolation())
                                    .isEqualTo(isolation.level()));
        }
        try (Connection connection = primary.access(DataSource.class).getConnection()) {
            assertThat(connection.getTransactionIsolation())
                    .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @Test
    void isRefusedWhereItShallBeReadOnly() {
        assertThatThrownBy(
                        () ->
                                primary.useTransaction(
                                        OPTIONS.readOnly(), tx -> Layer.JDBC.run(tx, insert(1))))
                .hasRootCauseInstanceOf(SQLFeatureNotSupportedException.class)
                .rootCause()
                .hasMessage(
                        "SQL Server has no read-only transactions: leave read-only out, or log in"
                                + " as a user who may not write");
        assertThat(ids()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void endsTheStatementInFlightWhenItsTimeIsOver(Layer layer) {
        long start = System.nanoTime();
        assertThatThrownBy(
                        () ->
                                primary.useTransaction(
                                        OPTIONS.timeout(Duration.ofMillis(300)),
                                        tx -> {
                                            Layer.JDBC.run(tx, insert(1));
                                            layer.run(tx, "waitfor delay '00:01:00'");
                                        }))
                .satisfies(
                        failure ->
                                assertThat(causes(failure))
                                        .hasAtLeastOneElementOfType(SQLTimeoutException.class));
        assertThat(since(start)).isBetween(Duration.ofMillis(300), Duration.ofMillis(1800));
        assertThat(ids()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void extendsTheQueryTimeout(Layer layer) throws SQLException {
        primary.useTransaction(
                OPTIONS.timeout(Duration.ofMinutes(1)),
                tx -> layer.run(tx, "waitfor delay '00:00:01.200'"));
    }

    @Test
    void extendsTheQueryTimeoutForItsTimeOnly() throws SQLException {
        primary.useTransaction(
                OPTIONS.timeout(Duration.ZERO),
                tx -> {
                    Layer.JDBC.run(tx, "waitfor delay '00:00:01.200'");
                    tx.useTransaction(
                            OPTIONS.nested(),
                            inner -> Layer.JDBC.run(inner, "waitfor delay '00:00:01.200'"));
                });
        try (Connection connection = primary.access(DataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.getQueryTimeout()).isEqualTo(1);
            assertThat(connection.getNetworkTimeout()).isEqualTo(2300);
        }
    }

    @Test
    void runsAgainWhenItLosesADeadlock() throws Exception {
        primary.database().update("insert into " + table + " values (1, 0), (2, 0)");
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<?> other =
                CompletableFuture.supplyAsync(() -> addCrosswise(1, 2, bothHoldOne, runs));
        addCrosswise(2, 1, bothHoldOne, runs);
        other.get(30, TimeUnit.SECONDS);
        assertThat(runs).hasValue(3);
        assertThat(primary.database().query("select sum from " + table, row -> row.getInt(1)))
                .containsExactly(2, 2);
    }

    private int addCrosswise(int first, int second, CyclicBarrier bothHoldOne, AtomicInteger runs) {
        return primary.inTransaction(
                OPTIONS.retry(3).timeout(Duration.ofSeconds(25)),
                tx -> {
                    boolean again = runs.incrementAndGet() > 2;
                    tx.session(Handle.class).execute(addTo(first));
                    if (!again) {
                        await(bothHoldOne);
                    }
                    return tx.mapper(AnyStatement.class).run(addTo(second));
                });
    }

    @Test
    void isNotCommittedByHalfWhereADeadlockIsNotLetThrough() throws Exception {
        primary.database().update("insert into " + table + " values (1, 0), (2, 0)");
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        CompletableFuture<Boolean> other =
                CompletableFuture.supplyAsync(() -> hidesADeadlock(1, 2, bothHoldOne));
        boolean mine = hidesADeadlock(2, 1, bothHoldOne);
        assertThat(List.of(mine, other.get(30, TimeUnit.SECONDS)))
                .containsExactlyInAnyOrder(true, false);
        assertThat(ids()).hasSize(3);
    }

    /** Adds a row, whether or not a deadlock came before it; returns whether that was committed. */
    private boolean hidesADeadlock(int first, int second, CyclicBarrier bothHoldOne) {
        try {
            primary.useTransaction(
                    OPTIONS.timeout(Duration.ofSeconds(25)),
                    tx -> {
                        Layer.JDBC.run(tx, addTo(first));
                        await(bothHoldOne);
                        try {
                            Layer.JDBC.run(tx, addTo(second));
                        } catch (SQLException e) {
                            assertThat(e.getErrorCode()).isEqualTo(1205);
                        }
                        Layer.JDBC.run(tx, insert(10 + first));
                    });
            return true;
        } catch (TransactionRolledBackException e) {
            return false;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String insert(int id) {
        return "insert into " + table + " values (" + id + ", 0)";
    }

    private String addTo(int id) {
        return "update " + table + " set sum = sum + 1 where id = " + id;
    }

    private List<Integer> ids() {
        return primary.database()
                .query("select id from " + table + " order by id", row -> row.getInt(1));
    }

    private List<Integer> idsIn(Transaction tx) {
        return tx.database().query("select id from " + table, row -> row.getInt(1));
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
