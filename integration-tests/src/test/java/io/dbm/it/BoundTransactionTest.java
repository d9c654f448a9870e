package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.TransactionOptions;
import io.dbm.UnsupportedAccessException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.ibatis.exceptions.PersistenceException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction that is bound to a thread, for code that it cannot be passed to. */
@Timeout(60)
class BoundTransactionTest {

    private static final TransactionOptions BOUND = TransactionOptions.defaults().bindToThread();

    @TempDir static Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsCalledOnTheConnectionJoinsIt(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            PersonMapper injected = primary.mapper(PersonMapper.class);
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            BOUND,
                                            tx -> {
                                                injected.add(1, "Ada");
                                                primary.database().update(insert(2));
                                                primary.useTransaction(
                                                        inner ->
                                                                inner.database().update(insert(3)));
                                                assertThat(injected.all()).hasSize(3);
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
            assertThat(kind.people(primary)).isEmpty();
            injected.add(4, "Di");
            assertThat(kind.people(primary)).containsExactly(4);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "H2", "MSSQL"})
    void aCallOfTheMapperThatFailsMayBeCaughtAsInATransactionThatIsPassed(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            PersonMapper injected = primary.mapper(PersonMapper.class);
            primary.useTransaction(
                    BOUND,
                    tx -> {
                        injected.add(1, "Ada");
                        assertThatThrownBy(() -> injected.add(1, "Ada"))
                                .isInstanceOf(PersistenceException.class);
                    });
            assertThat(kind.people(primary)).containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void insideNestedWorkItIsThatWhichIsJoined(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 1")) {
            NamedConnection primary = manager.connection("primary");
            PersonMapper injected = primary.mapper(PersonMapper.class);
            primary.useTransaction(
                    BOUND,
                    tx -> {
                        injected.add(1, "Ada");
                        assertThatThrownBy(
                                        () ->
                                                tx.useTransaction(
                                                        TransactionOptions.defaults().nested(),
                                                        inner -> {
                                                            injected.add(2, "Bo");
                                                            injected.add(2, "Bo");
                                                        }))
                                .isInstanceOf(RuntimeException.class);
                        injected.add(3, "Cy");
                    });
            assertThat(kind.people(primary)).containsExactly(1, 3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "H2", "MSSQL"})
    void insideRequiresNewItIsTheNewOneThatIsJoined(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 2")) {
            NamedConnection primary = manager.connection("primary");
            PersonMapper injected = primary.mapper(PersonMapper.class);
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            BOUND,
                                            tx -> {
                                                primary.useTransaction(
                                                        TransactionOptions.defaults().requiresNew(),
                                                        inner -> injected.add(1, "Ada"));
                                                injected.add(2, "Bo");
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
            assertThat(kind.people(primary)).containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "H2", "MSSQL"})
    void otherThreadsAreNotBoundAndNothingIsLeftBehind(Kind kind) throws Exception {
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 2")) {
            NamedConnection primary = manager.connection("primary");
            PersonMapper injected = primary.mapper(PersonMapper.class);
            assertThatThrownBy(
                            () ->
                                    primary.useTransaction(
                                            BOUND,
                                            tx -> {
                                                CompletableFuture.runAsync(
                                                                () -> injected.add(1, "Ada"))
                                                        .get(20, TimeUnit.SECONDS);
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
            assertThat(kind.people(primary)).containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "H2", "MSSQL"})
    void eachOfManyThreadsHasItsOwnVirtualOnesTooWhereThereAreSome(Kind kind) throws Exception {
        ExecutorService threads = threads();
        try (DatabaseManager manager = kind.connect(folder, "max-open-conns = 4")) {
            NamedConnection primary = manager.connection("primary");
            PersonMapper injected = primary.mapper(PersonMapper.class);
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int id = i;
                work.add(
                        threads.submit(
                                () ->
                                        primary.useTransaction(
                                                BOUND,
                                                tx -> {
                                                    injected.add(id, "x");
                                                    if (id % 2 == 1) {
                                                        tx.setRollbackOnly();
                                                    }
                                                })));
            }
            for (Future<?> each : work) {
                each.get();
            }
            assertThat(kind.people(primary)).hasSize(50).allMatch(id -> id % 2 == 0);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Virtual threads came with Java 21. */
    private static ExecutorService threads() throws ReflectiveOperationException {
        return Runtime.version().feature() < 21
                ? Executors.newFixedThreadPool(16)
                : (ExecutorService)
                        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    @ParameterizedTest
    @EnumSource
    void aMapperThatNobodyKnowsIsRefusedWhenItIsAskedFor(Kind kind) {
        try (DatabaseManager manager = kind.connect(folder, "")) {
            NamedConnection primary = manager.connection("primary");
            assertThatThrownBy(() -> primary.mapper(Runnable.class))
                    .isInstanceOf(UnsupportedAccessException.class);
        }
    }

    private static String insert(int id) {
        return "insert into person values (" + id + ", 'x')";
    }
}
