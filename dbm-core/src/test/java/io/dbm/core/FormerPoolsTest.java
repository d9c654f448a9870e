package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.faulty.FaultyProvider;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A pool that is closed is garbage, though a thread that has borrowed from it lives on, but for
 * those that were made before any was closed.
 */
@Timeout(120)
class FormerPoolsTest {

    private static final int TIMES = 200;

    private final String database = Managers.freshDatabase();
    private final FaultyProvider.Faults faults = FaultyProvider.of(database);
    private final ExecutorService borrower = Executors.newSingleThreadExecutor();

    @BeforeAll
    static void closeAPool() {
        Managers.connect(
                        "dbmanager.connections.a { type = faulty, database = "
                                + Managers.freshDatabase()
                                + " }")
                .close();
    }

    @AfterEach
    void stopBorrower() {
        borrower.shutdownNow();
    }

    @Test
    void thatOfAReconnect() throws Exception {
        try (DatabaseManager manager = connect()) {
            NamedConnection a = manager.connection("a");
            for (int i = 0; i < TIMES; i++) {
                borrow(a);
                a.reconnect();
            }
            assertThat(faults.drivers).hasSize(TIMES + 1);
            awaitThatOneIsLeft();
        }
    }

    @Test
    void thatOfAConnectionThatWasAddedAndRemoved() throws Exception {
        try (DatabaseManager manager = connect()) {
            for (int i = 0; i < TIMES; i++) {
                String name = "added" + i;
                manager.add(name, Map.of("type", "faulty", "database", database));
                borrow(manager.connection(name));
                manager.remove(name);
            }
            assertThat(faults.drivers).hasSize(TIMES + 1);
            awaitThatOneIsLeft();
        }
    }

    private DatabaseManager connect() {
        return Managers.connect(
                "dbmanager.connections.a { type = faulty, database = " + database + " }");
    }

    private void borrow(NamedConnection from) throws Exception {
        DataSource pool = from.access(DataSource.class);
        borrower.submit(
                        () -> {
                            try (Connection lent = pool.getConnection()) {
                                return lent.isValid(1);
                            }
                        })
                .get();
    }

    private void awaitThatOneIsLeft() throws InterruptedException {
        Managers.await(
                () -> {
                    System.gc();
                    return faults.drivers.stream().filter(each -> each.get() != null).count() == 1;
                });
    }
}
