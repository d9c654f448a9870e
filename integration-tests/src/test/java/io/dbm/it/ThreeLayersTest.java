package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JDBC, Jdbi, MyBatis and Database, on one pool, on every kind of database. */
class ThreeLayersTest {

    @TempDir static Path folder;

    private static DatabaseManager connect(Kind kind, String settings) {
        return kind.connect(folder, settings);
    }

    @ParameterizedTest
    @EnumSource
    void whatOneLayerWritesTheOthersRead(Kind kind) throws SQLException {
        try (DatabaseManager manager = connect(kind, "")) {
            NamedConnection primary = manager.connection("primary");
            try (Connection borrowed = primary.access(DataSource.class).getConnection()) {
                borrowed.createStatement().execute("insert into person values (1, 'Ada')");
            }
            primary.access(Jdbi.class)
                    .useHandle(handle -> handle.execute("insert into person values (2, 'Bo')"));
            SqlSessionFactory myBatis = primary.access(SqlSessionFactory.class);
            try (SqlSession session = myBatis.openSession(true)) {
                session.getMapper(PersonMapper.class).add(3, "Cy");
            }
            primary.database().update("insert into person values (?, ?)", 4, "Di");

            List<Person> expected =
                    List.of(
                            new Person(1, "Ada"),
                            new Person(2, "Bo"),
                            new Person(3, "Cy"),
                            new Person(4, "Di"));
            String query = "select id, full_name from person order by id";
            assertThat(primary.database().query(query, ThreeLayersTest::person))
                    .isEqualTo(expected);
            List<Person> throughJdbi =
                    primary.access(Jdbi.class)
                            .withHandle(
                                    handle ->
                                            handle.createQuery(query)
                                                    .map((row, context) -> person(row))
                                                    .list());
            assertThat(throughJdbi).isEqualTo(expected);
            try (SqlSession session = myBatis.openSession()) {
                assertThat(session.getMapper(PersonMapper.class).all()).isEqualTo(expected);
            }
            assertThat(primary.stats().pool().inUse()).isZero();
        }
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(row.getInt(1), row.getString(2));
    }

    @ParameterizedTest
    @EnumSource
    void aJdbcConnectionHeldThroughOneLayerMakesTheOthersWait(Kind kind) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (DatabaseManager manager = connect(kind, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            try (Connection held = primary.access(DataSource.class).getConnection()) {
                assertThat(held).isNotNull();
                List<Future<Integer>> waiting =
                        Stream.of(Layer.values())
                                .map(layer -> threads.submit(() -> layer.run(primary, "select 7")))
                                .toList();
                Conditions.await(() -> primary.stats().pool().pending() == waiting.size());
                assertThat(primary.stats().pool().open()).isEqualTo(1);
                assertThat(primary.stats().pool().inUse()).isEqualTo(1);
                held.close();
                for (Future<Integer> each : waiting) {
                    assertThat(each.get()).isEqualTo(7);
                }
            }
            assertThat(primary.stats().pool().waits()).isEqualTo(Layer.values().length);
            assertThat(primary.stats().pool().open()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void queryTimeoutStopsAStatementThatRunsTooLongThroughEachLayer(Kind kind) throws Exception {
        try (DatabaseManager manager =
                connect(kind, "max-open-conns = 1, query-timeout = " + kind.queryTimeout())) {
            NamedConnection primary = manager.connection("primary");
            for (Layer layer : Layer.values()) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> layer.run(primary, kind.endless()))
                        .as("%s on %s", layer, kind)
                        .satisfies(
                                error ->
                                        assertThat(Throwables.chain(error))
                                                .hasAtLeastOneElementOfType(SQLException.class));
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofMillis(250), Duration.ofSeconds(10));
                assertThat(layer.run(primary, "select 7")).isEqualTo(7);
            }
            assertThat(primary.stats().pool().open()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void databaseRunsThroughWhicheverLayerIsTheDefaultAndGivesTheSameRows(Kind kind) {
        for (String layer : List.of("jdbc", "jdbi", "mybatis")) {
            try (DatabaseManager manager = connect(kind, "default-access = " + layer)) {
                Database database = manager.connection("primary").database();
                database.update("drop table if exists item");
                database.update("create table item (n int, name varchar(20))");
                assertThat(database.update("insert into item values (?, ?)", 1, null)).isEqualTo(1);
                assertThatThrownBy(
                                () ->
                                        database.useTransaction(
                                                tx -> {
                                                    tx.update("insert into item values (2, 'b')");
                                                    throw new IllegalStateException("no");
                                                }))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("no");
                database.useTransaction(tx -> tx.update("insert into item values (3, 'c')"));
                assertThat(
                                database.query(
                                        "select n, name from item order by n",
                                        row -> row.getInt(1) + " " + row.getString(2)))
                        .as(layer)
                        .containsExactly("1 null", "3 c");
                assertThat(manager.connection("primary").stats().pool().inUse()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLayerKeepsWorkingAcrossAReconnect(Kind kind) throws Exception {
        try (DatabaseManager manager = connect(kind, "")) {
            NamedConnection primary = manager.connection("primary");
            for (Layer layer : Layer.values()) {
                assertThat(layer.run(primary, "select 7")).isEqualTo(7);
            }
            Jdbi jdbi = primary.access(Jdbi.class);
            primary.reconnect();
            assertThat(primary.access(Jdbi.class)).isSameAs(jdbi);
            for (Layer layer : Layer.values()) {
                assertThat(layer.run(primary, "select 8")).isEqualTo(8);
            }
        }
    }
}
