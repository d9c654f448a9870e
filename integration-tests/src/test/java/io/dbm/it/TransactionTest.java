package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.Isolation;
import io.dbm.NamedConnection;
import io.dbm.Transaction;
import io.dbm.TransactionMisuseException;
import io.dbm.TransactionOptions;
import io.dbm.UnsupportedAccessException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One transaction, all access layers, on every kind of database. */
class TransactionTest {

    private static final String TITLE = "connection 'primary': the transaction";

    @TempDir static Path folder;

    @ParameterizedTest
    @EnumSource
    void theLayersSeeEachOthersUncommittedRowsOnOneJdbcConnection(Kind kind) throws SQLException {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            List<Person> seen =
                    primary.inTransaction(
                            tx -> {
                                writeThroughEveryLayer(tx);
                                assertThat(primary.stats().pool().inUse()).isEqualTo(1);
                                return tx.mapper(PersonMapper.class).all();
                            });
            assertThat(seen)
                    .containsExactly(
                            new Person(1, "Ada"),
                            new Person(2, "Bo"),
                            new Person(3, "Cy"),
                            new Person(4, "Di"));
            assertThat(kind.people(primary)).containsExactly(1, 2, 3, 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsThrownRollsEverythingBackAndArrivesAsItWas(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            for (Throwable failure : List.of(new IOException("no"), new StackOverflowError())) {
                assertThatThrownBy(
                                () ->
                                        primary.useTransaction(
                                                tx -> {
                                                    writeThroughEveryLayer(tx);
                                                    throwAsIs(failure);
                                                }))
                        .isSameAs(failure)
                        .hasNoSuppressedExceptions();
                assertThat(kind.people(primary)).isEmpty();
            }
        }
    }

    @SuppressWarnings("unchecked") // that is the trick
    private static <T extends Throwable> void throwAsIs(Throwable failure) throws T {
        throw (T) failure;
    }

    @ParameterizedTest
    @EnumSource
    void setRollbackOnlyRollsBackWithoutAnError(Kind kind) throws SQLException {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            String result =
                    primary.inTransaction(
                            tx -> {
                                writeThroughEveryLayer(tx);
                                assertThat(tx.isRollbackOnly()).isFalse();
                                tx.setRollbackOnly();
                                assertThat(tx.isRollbackOnly()).isTrue();
                                return "done";
                            });
            assertThat(result).isEqualTo("done");
            assertThat(kind.people(primary)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noSessionEndsTheTransactionOrGivesTheConnectionBack(Kind kind) throws SQLException {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            primary.useTransaction(
                    tx -> {
                        writeThroughEveryLayer(tx);
                        Connection jdbc = tx.session(Connection.class);
                        for (String way : List.of("commit()", "rollback()", "setAutoCommit(true)"))
                            assertThatThrownBy(() -> end(jdbc, way))
                                    .isInstanceOf(SQLException.class)
                                    .hasMessage(refusal(way));
                        Handle handle = tx.session(Handle.class);
                        assertRefused("commit()", handle::commit);
                        assertRefused("rollback()", handle::rollback);
                        SqlSession session = tx.session(SqlSession.class);
                        assertRefused("commit()", session::commit);
                        assertRefused("commit()", () -> session.commit(true));
                        assertRefused("rollback()", session::rollback);
                        assertSqlRefused(jdbc, "COMMIT", "COMMIT");
                        assertSqlRefused(jdbc, " ; rollback", "ROLLBACK");
                        assertSqlRefused(jdbc, "-- done\n/* */end", "END");
                        assertSqlRefused(jdbc, "Rollback work", "ROLLBACK");
                        jdbc.close();
                        handle.close();
                        session.close();
                        assertThat(primary.stats().pool().inUse()).isEqualTo(1);
                        tx.session(Handle.class).execute("insert into person values (5, 'Ed')");
                        tx.session(SqlSession.class).getMapper(PersonMapper.class).add(6, "Flo");
                        tx.session(Connection.class)
                                .createStatement()
                                .execute("insert into person values (7, 'Gil')");
                    });
            assertThat(kind.people(primary)).containsExactly(1, 2, 3, 4, 5, 6, 7);
        }
    }

    private static void assertSqlRefused(Connection jdbc, String sql, String way) {
        assertThatThrownBy(() -> jdbc.createStatement().execute(sql)).hasMessage(refusal(way));
        assertThatThrownBy(() -> jdbc.prepareStatement(sql)).hasMessage(refusal(way));
    }

    private static void end(Connection jdbc, String way) throws SQLException {
        switch (way) {
            case "commit()" -> jdbc.commit();
            case "rollback()" -> jdbc.rollback();
            default -> jdbc.setAutoCommit(true);
        }
    }

    private static void assertRefused(String way, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).rootCause().hasMessage(refusal(way));
    }

    private static String refusal(String way) {
        return TITLE
                + " ends with its work, and not by "
                + way
                + " on a session: return to commit, throw or call setRollbackOnly() to roll back;"
                + " isolation and read-only are stated in TransactionOptions";
    }

    @ParameterizedTest
    @EnumSource
    void whatLeadsBackToTheJdbcConnectionLeadsToTheSameOneThatCannotEndIt(Kind kind)
            throws SQLException {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            manager.connection("primary")
                    .useTransaction(
                            tx -> {
                                Connection jdbc = tx.session(Connection.class);
                                try (PreparedStatement statement =
                                                jdbc.prepareStatement("select * from person");
                                        ResultSet rows = statement.executeQuery()) {
                                    assertThat(statement.getConnection()).isSameAs(jdbc);
                                    assertThat(rows.getStatement()).isSameAs(statement);
                                    assertThat(jdbc.getMetaData().getConnection()).isSameAs(jdbc);
                                    assertThat(jdbc.unwrap(Connection.class)).isSameAs(jdbc);
                                }
                            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfItCanBeUsedAfterTheEnd(Kind kind) throws SQLException {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            AtomicReference<Transaction> kept = new AtomicReference<>();
            AtomicReference<Connection> jdbc = new AtomicReference<>();
            AtomicReference<SqlSession> session = new AtomicReference<>();
            AtomicReference<PersonMapper> mapper = new AtomicReference<>();
            primary.useTransaction(
                    tx -> {
                        writeThroughEveryLayer(tx);
                        kept.set(tx);
                        jdbc.set(tx.session(Connection.class));
                        session.set(tx.session(SqlSession.class));
                        mapper.set(tx.mapper(PersonMapper.class));
                        assertThat(mapper.get().all()).hasSize(4); // and is cached from here on
                    });
            String ended =
                    TITLE + " has ended: what comes from it can be used until its work returns";
            for (ThrowingCallable use :
                    List.<ThrowingCallable>of(
                            () -> kept.get().session(Handle.class),
                            () -> kept.get().mapper(PersonMapper.class),
                            () -> kept.get().database(),
                            () -> kept.get().setRollbackOnly(),
                            () -> kept.get().useTransaction(tx -> {}))) {
                assertThatThrownBy(use)
                        .isInstanceOf(TransactionMisuseException.class)
                        .hasMessage(ended);
            }
            assertThatThrownBy(() -> jdbc.get().createStatement())
                    .isInstanceOf(SQLException.class)
                    .hasMessage(ended);
            assertThat(jdbc.get().isClosed()).isTrue();
            assertThatThrownBy(() -> mapper.get().all()).rootCause().hasMessage(ended);
            assertThatThrownBy(() -> session.get().selectList("any")).rootCause().hasMessage(ended);
            session.get().close();
            jdbc.get().close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherThreadCannotUseIt(Kind kind) throws SQLException {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            primary.useTransaction(
                    tx -> {
                        Connection jdbc = tx.session(Connection.class);
                        PersonMapper mapper = tx.mapper(PersonMapper.class);
                        assertThat(mapper.all()).isEmpty(); // and is cached from here on
                        for (ThrowingCallable use :
                                List.<ThrowingCallable>of(
                                        () -> tx.session(Handle.class),
                                        () -> tx.database().update("delete from person"),
                                        jdbc::createStatement,
                                        mapper::all)) {
                            assertThat(Throwables.root(thrownElsewhere(use)))
                                    .hasMessage(
                                            TITLE
                                                    + " belongs to thread '"
                                                    + Thread.currentThread().getName()
                                                    + "' and was used by thread 'elsewhere': let"
                                                    + " that one have a transaction of its own");
                        }
                        tx.mapper(PersonMapper.class).add(1, "Ada");
                    });
            assertThat(kind.people(primary)).containsExactly(1);
        }
    }

    private static Throwable thrownElsewhere(ThrowingCallable use) {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        new Thread(
                        () -> {
                            try {
                                use.call();
                                thrown.complete(new AssertionError("nothing was thrown"));
                            } catch (Throwable e) {
                                thrown.complete(e);
                            }
                        },
                        "elsewhere")
                .start();
        return thrown.join();
    }

    @ParameterizedTest
    @EnumSource
    void theConnectionGoesBackWithItsIsolation(Kind kind) throws SQLException {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            String before = state(primary);
            primary.useTransaction(
                    TransactionOptions.defaults().isolation(Isolation.SERIALIZABLE),
                    tx ->
                            assertThat(tx.session(Connection.class).getTransactionIsolation())
                                    .isEqualTo(Connection.TRANSACTION_SERIALIZABLE));
            assertThat(state(primary)).isEqualTo(before);
        }
    }

    /** SQL Server has neither read-only transactions nor a schema of a session, and says so. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MSSQL")
    void theConnectionGoesBackAsItWas(Kind kind) throws SQLException {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            String before = state(primary);
            primary.useTransaction(
                    TransactionOptions.defaults().readOnly(),
                    tx -> assertThat(tx.session(Connection.class).isReadOnly()).isTrue());
            assertThat(state(primary)).isEqualTo(before);
            primary.useTransaction(
                    tx -> tx.session(Connection.class).setSchema(kind.anotherSchema()));
            assertThat(state(primary)).isEqualTo(before);
        }
    }

    private static String state(NamedConnection connection) throws SQLException {
        try (Connection jdbc = connection.access(DataSource.class).getConnection()) {
            return String.join(
                    " ",
                    String.valueOf(jdbc.getAutoCommit()),
                    String.valueOf(jdbc.getTransactionIsolation()),
                    String.valueOf(jdbc.isReadOnly()),
                    String.valueOf(jdbc.getSchema()),
                    String.valueOf(jdbc.getCatalog()));
        }
    }

    /** H2 takes read-only for a hint. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void aReadOnlyTransactionCannotWrite(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            TransactionOptions.defaults().readOnly(),
                                            tx ->
                                                    tx.database()
                                                            .update(
                                                                    "insert into person values"
                                                                            + " (1, 'Ada')")))
                    .isInstanceOf(DataAccessException.class);
            assertThat(kind.people(primary)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyIsolationCanBeAskedFor(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            for (Isolation isolation : Isolation.values()) {
                primary.database().update("delete from person");
                primary.useTransaction(
                        TransactionOptions.defaults().isolation(isolation),
                        tx -> tx.database().update("insert into person values (1, 'Ada')"));
                assertThat(kind.people(primary)).containsExactly(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionOrMapperThatNobodyHasIsAnErrorThatSaysWhatThereIs(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            String offers =
                    "connection 'primary' is "
                            + kind.type()
                            + " and offers DataSource, Jdbi, SqlSessionFactory; none of them"
                            + " brings ";
            manager.connection("primary")
                    .useTransaction(
                            tx -> {
                                String sessions = "; sessions are Connection, Handle, SqlSession";
                                assertThatThrownBy(() -> tx.session(Statement.class))
                                        .isInstanceOf(UnsupportedAccessException.class)
                                        .hasMessage(
                                                offers + "a session java.sql.Statement" + sessions);
                                assertThatThrownBy(() -> tx.session(Jdbi.class))
                                        .isInstanceOf(UnsupportedAccessException.class)
                                        .hasMessage(
                                                offers
                                                        + "a session org.jdbi.v3.core.Jdbi: the"
                                                        + " connection has it, by"
                                                        + " access(Jdbi.class)"
                                                        + sessions);
                                assertThatThrownBy(() -> tx.mapper(Runnable.class))
                                        .isInstanceOf(UnsupportedAccessException.class)
                                        .hasMessage(
                                                offers
                                                        + "the mapper java.lang.Runnable: for Jdbi,"
                                                        + " annotate its methods with @SqlQuery and"
                                                        + " @SqlUpdate, and write 'jdbi { plugins ="
                                                        + " [org.jdbi.v3.sqlobject.SqlObjectPlugin]"
                                                        + " }' under dbmanager; for MyBatis, write"
                                                        + " 'mybatis { mappers ="
                                                        + " [\"java.lang.Runnable\"] }' under"
                                                        + " dbmanager");
                            });
            assertThatThrownBy(() -> manager.connection("primary").access(Handle.class))
                    .isInstanceOf(UnsupportedAccessException.class)
                    .hasMessage(
                            "connection 'primary' is "
                                    + kind.type()
                                    + " and offers DataSource, Jdbi, SqlSessionFactory; Handle is"
                                    + " what a transaction gives, by tx.session(Handle.class): ask"
                                    + " for it there, or take one from access(Jdbi.class)");
        }
    }

    private static void writeThroughEveryLayer(Transaction tx) throws SQLException {
        try (Connection jdbc = tx.session(Connection.class);
                Statement statement = jdbc.createStatement()) {
            statement.executeUpdate("insert into person values (1, 'Ada')");
        }
        tx.session(Handle.class).execute("insert into person values (2, 'Bo')");
        tx.session(SqlSession.class).getMapper(PersonMapper.class).add(3, "Cy");
        tx.database().update("insert into person values (?, ?)", 4, "Di");
    }
}
