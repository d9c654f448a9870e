package io.dbm.access.jdbi;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** Managers of one connection, {@code main}, to a fresh H2 database with a table of words. */
final class H2 {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private H2() {}

    /** Connects, and has Jdbi customized; the pool lends two JDBC connections. */
    static DatabaseManager connect(Consumer<Jdbi> customizer) {
        DatabaseManager manager =
                Dbm.builder()
                        .config(
                                ConfigFactory.parseString(
                                        """
                                        dbmanager.connections.main {
                                          type = h2
                                          database = jdbi%d
                                          max-open-conns = 2
                                          acquire-timeout = 300ms
                                          default-access = jdbi
                                        }
                                        """
                                                .formatted(NUMBER.incrementAndGet())))
                        .customize(Jdbi.class, (name, jdbi) -> customizer.accept(jdbi))
                        .load();
        manager.connect();
        manager.connection("main")
                .access(Jdbi.class)
                .useHandle(handle -> handle.execute("CREATE TABLE word (text VARCHAR(20))"));
        return manager;
    }
}
