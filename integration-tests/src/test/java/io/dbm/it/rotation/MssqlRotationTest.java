package io.dbm.it.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import io.dbm.it.Conditions;
import io.dbm.it.Layer;
import io.dbm.provider.mssql.tds.TdsServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The password of SQL Server's stand-in changes while it is used. */
@Timeout(60)
class MssqlRotationTest {

    private static final int THREADS = 4;

    private final Vault vault = new Vault("app", "one");

    @Test
    void everyConnectionIsReplacedOnceAndAWrongPasswordIsTriedOnce() throws Exception {
        try (TdsServer server =
                        TdsServer.start(
                                Optional.empty(), Map.of("app", "one"), List.of("app", "master"));
                DatabaseManager manager = load(server.port())) {
            manager.connect();
            NamedConnection primary = manager.connection("primary");
            fill(primary.access(DataSource.class));
            Load load =
                    Load.of(
                            THREADS,
                            List.of(
                                    () -> Layer.JDBC.run(primary, "select 1"),
                                    () -> Layer.JDBI.run(primary, "select 1"),
                                    () -> Layer.MYBATIS.run(primary, "select 1")));
            try (load) {
                int before = server.loginAttempts();
                server.setPassword("app", "two");
                vault.say("wrong");
                Conditions.await(() -> server.loginAttempts() == before + 1);
                vault.awaitQuestions(3);
                assertThat(server.loginAttempts()).isEqualTo(before + 1);
                vault.say("two");
                int trial = 1;
                Conditions.await(() -> server.loginAttempts() == before + 1 + trial + THREADS);
                vault.awaitQuestions(2);
                assertThat(server.loginAttempts()).isEqualTo(before + 1 + trial + THREADS);
            }
            assertThat(load.failures()).isEmpty();
            Conditions.await(() -> server.clients() == THREADS);
        }
    }

    private DatabaseManager load(int port) {
        return Dbm.builder()
                .config(
                        ConfigFactory.parseString(
                                """
                                dbmanager.connections.primary {
                                  type = mssql, host = localhost, port = %d, database = app
                                  sslmode = disable, health-check-interval = 0
                                  max-open-conns = %d, min-idle-conns = %d
                                  mybatis { mappers = [io.dbm.it.PersonMapper] }
                                }
                                """
                                        .formatted(port, THREADS, THREADS)))
                .credentials("primary", vault)
                .load();
    }

    /** Opens as many physical connections as there may be. */
    private static void fill(DataSource pool) throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(pool.getConnection());
        }
        for (Connection each : all) {
            each.close();
        }
    }
}
