package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultProxy;
import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TransactionTimeoutTest {

    private static final String OVERTIME =
            "connection 'primary': the transaction 'report' ran for longer than its timeout of ";

    @TempDir static Path folder;

    @ParameterizedTest
    @EnumSource
    void endsTheStatementInFlightThroughEachLayerAndRollsBack(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            for (String layer : List.of("jdbc", "jdbi", "mybatis", "database")) {
                long start = System.nanoTime();
                assertThatThrownBy(
                                () ->
                                        primary.useTransaction(
                                                within(Duration.ofMillis(400)),
                                                tx -> {
                                                    tx.database().update(insert(1));
                                                    switch (layer) {
                                                        case "jdbc" ->
                                                                tx.session(Connection.class)
                                                                        .createStatement()
                                                                        .executeQuery(
                                                                                kind.endless())
                                                                        .next();
                                                        case "jdbi" ->
                                                                tx.session(Handle.class)
                                                                        .createQuery(kind.endless())
                                                                        .mapTo(int.class)
                                                                        .list();
                                                        case "mybatis" ->
                                                                tx.session(SqlSession.class)
                                                                        .getMapper(
                                                                                PersonMapper.class)
                                                                        .number(kind.endless());
                                                        default ->
                                                                tx.database()
                                                                        .query(
                                                                                kind.endless(),
                                                                                row -> 1);
                                                    }
                                                }))
                        .as("%s on %s", layer, kind)
                        .satisfies(
                                failure ->
                                        assertThat(Throwables.chain(failure))
                                                .anySatisfy(
                                                        cause ->
                                                                assertThat(cause)
                                                                        .isInstanceOf(
                                                                                SQLTimeoutException
                                                                                        .class)
                                                                        .hasMessage(
                                                                                OVERTIME
                                                                                        + "400 ms")));
                assertThat(since(start)).isBetween(Duration.ofMillis(400), Duration.ofMillis(1800));
                assertThat(kind.people(primary)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAWriteInFlightAndRollsBackToo(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            within(Duration.ofMillis(300)),
                                            tx -> {
                                                tx.database().update(insert(1));
                                                tx.database().update(kind.endlessWrite());
                                            }))
                    .hasRootCauseInstanceOf(SQLException.class);
            assertThat(kind.people(primary)).isEmpty();
            primary.useTransaction(tx -> tx.database().update(insert(2)));
            assertThat(kind.people(primary)).containsExactly(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAStatementAndTheCommitWhenItIsOver(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            within(Duration.ofMillis(200)),
                                            tx -> {
                                                tx.database().update(insert(1));
                                                passTime(Duration.ofMillis(250));
                                                assertThat(tx.isRollbackOnly()).isTrue();
                                                assertThatThrownBy(
                                                                () ->
                                                                        tx.database()
                                                                                .update(insert(2)))
                                                        .rootCause()
                                                        .hasMessage(OVERTIME + "200 ms");
                                            }))
                    .isInstanceOf(TransactionRolledBackException.class)
                    .hasMessage(OVERTIME + "200 ms, and was rolled back");
            assertThat(kind.people(primary)).isEmpty();
        }
    }

    @Test
    void saysSoWhereTheTimeOfAnotherOneThatWaitsForItIsOver() {
        try (DatabaseManager manager = Kind.H2.connect(folder, "max-open-conns = 2")) {
            NamedConnection primary = manager.connection("primary");
            TransactionOptions beside =
                    TransactionOptions.defaults()
                            .requiresNew()
                            .name("part")
                            .timeout(Duration.ofHours(1));
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            within(Duration.ofMillis(200)),
                                            tx ->
                                                    tx.useTransaction(
                                                            beside,
                                                            part -> {
                                                                passTime(Duration.ofMillis(250));
                                                                part.database().update(insert(1));
                                                            })))
                    .rootCause()
                    .hasMessage(
                            "connection 'primary': the transaction 'part' ran for longer than the"
                                    + " timeout of the transaction that waits for it");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE", "MSSQL"})
    void extendsTheQueryTimeoutForItsTimeOnly(Kind kind) {
        String lasting = kind.lasting();
        try (DatabaseManager manager =
                kind.connect(
                        folder, "max-open-conns = 1, query-timeout = " + kind.queryTimeout())) {
            NamedConnection primary = manager.connection("primary");
            for (Duration limit : List.of(Duration.ofMinutes(1), Duration.ZERO)) {
                assertThatThrownBy(() -> primary.database().query(lasting, row -> 1))
                        .hasRootCauseInstanceOf(SQLException.class);
                primary.useTransaction(
                        within(limit),
                        tx -> {
                            tx.database().query(lasting, row -> 1);
                            tx.database().update("delete from person");
                            tx.database().update(insert(1));
                        });
                assertThat(kind.people(primary)).containsExactly(1);
            }
            assertThatThrownBy(() -> primary.database().query(lasting, row -> 1))
                    .hasRootCauseInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MSSQL"})
    void cutsTheConnectionOffWhereTheNetworkIsABlackHole(Kind kind) throws IOException {
        try (FaultProxy network = kind.network();
                DatabaseManager manager =
                        kind.connect(network, "query-timeout = 0, shutdown-timeout = 0")) {
            NamedConnection primary = manager.connection("primary");
            long start = System.nanoTime();
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            within(Duration.ofMillis(300)),
                                            tx -> {
                                                tx.database().update(insert(1));
                                                network.becomeBlackHole();
                                                tx.database().update(insert(2));
                                            }))
                    .hasRootCauseInstanceOf(IOException.class);
            assertThat(since(start)).isBetween(Duration.ofMillis(300), Duration.ofMillis(4000));
            network.mend();
            network.resetAll(); // so that the server learns that the client has gone
            assertThat(kind.people(primary)).isEmpty();
        }
    }

    /** The driver lets a statement end only when its cancel has been sent, or could not be. */
    @Test
    void isNotKeptWaitingByACancelThatTheNetworkSwallows() throws Exception {
        try (FaultProxy network = Kind.POSTGRES.network();
                DatabaseManager manager =
                        Kind.POSTGRES.connect(
                                network,
                                "query-timeout = 0, shutdown-timeout = 0, properties {"
                                        + " cancelSignalTimeout = 20 }")) {
            NamedConnection primary = manager.connection("primary");
            long start = System.nanoTime();
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            within(Duration.ofMillis(300)),
                                            tx -> {
                                                network.becomeBlackHole();
                                                tx.database().update(insert(1));
                                            }))
                    .hasRootCauseInstanceOf(IOException.class);
            assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    /** The cancel goes another way than the statement, and its answer comes late. */
    @Test
    void cutsOffWithinOneGraceThoughTheStatementHasEndedLateInIt() throws Exception {
        try (FaultProxy network = Kind.POSTGRES.network();
                DatabaseManager manager =
                        Kind.POSTGRES.connect(network, "query-timeout = 0, shutdown-timeout = 0")) {
            NamedConnection primary = manager.connection("primary");
            long start = System.nanoTime();
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            within(Duration.ofMillis(300)),
                                            tx -> {
                                                tx.database().update(insert(1));
                                                network.hold();
                                                releaseAt(network, start, Duration.ofSeconds(1));
                                                try {
                                                    tx.database()
                                                            .query(
                                                                    Kind.POSTGRES.endless(),
                                                                    row -> 1);
                                                } finally {
                                                    network.becomeBlackHole();
                                                }
                                            }))
                    .isInstanceOf(DataAccessException.class);
            assertThat(since(start)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(2200));
        }
    }

    /** Each of the two would wait for itself. */
    @Test
    void cutsOffWithinOneGraceWhatHasATransactionBesideIt() throws Exception {
        try (FaultProxy network = Kind.POSTGRES.network();
                DatabaseManager manager =
                        Kind.POSTGRES.connect(network, "query-timeout = 0, shutdown-timeout = 0")) {
            NamedConnection primary = manager.connection("primary");
            long start = System.nanoTime();
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            within(Duration.ofMillis(300)),
                                            tx -> {
                                                tx.database().update(insert(1));
                                                tx.useTransaction(
                                                        TransactionOptions.defaults().requiresNew(),
                                                        beside -> {
                                                            network.becomeBlackHole();
                                                            beside.database().update(insert(2));
                                                        });
                                            }))
                    .hasRootCauseInstanceOf(IOException.class);
            assertThat(since(start)).isBetween(Duration.ofMillis(1300), Duration.ofMillis(2400));
        }
    }

    private static void releaseAt(FaultProxy network, long start, Duration time) {
        new Thread(
                        () -> {
                            passTime(time.minus(since(start)));
                            network.release();
                        })
                .start();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "H2"})
    void endsTheWaitForASecondConnectionToo(Kind kind) throws SQLException {
        try (DatabaseManager manager =
                kind.connect(folder, "max-open-conns = 2, acquire-timeout = 30s")) {
            NamedConnection primary = manager.connection("primary");
            try (Connection held = primary.access(DataSource.class).getConnection()) {
                assertThat(held.isClosed()).isFalse();
                long start = System.nanoTime();
                assertThatThrownBy(
                                () ->
                                        primary.useTransaction(
                                                within(Duration.ofMillis(300)),
                                                tx ->
                                                        tx.useTransaction(
                                                                TransactionOptions.defaults()
                                                                        .requiresNew(),
                                                                inner -> {})))
                        .isInstanceOf(DataAccessException.class)
                        .hasMessage(
                                "connection 'primary': the time of the transaction was over before"
                                        + " a JDBC connection was free");
                assertThat(since(start)).isLessThan(Duration.ofSeconds(5));
            }
            primary.useTransaction(tx -> tx.database().update(insert(1)));
            assertThat(kind.people(primary)).containsExactly(1);
        }
    }

    private static TransactionOptions within(Duration timeout) {
        return TransactionOptions.defaults().timeout(timeout).name("report");
    }

    private static void passTime(Duration time) {
        long start = System.nanoTime();
        while (since(start).compareTo(time) < 0) {
            Thread.onSpinWait();
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String insert(int id) {
        return "insert into person values (" + id + ", 'x')";
    }
}
