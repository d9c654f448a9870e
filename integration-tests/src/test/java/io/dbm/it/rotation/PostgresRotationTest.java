package io.dbm.it.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.Health;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import io.dbm.it.Conditions;
import io.dbm.it.Layer;
import io.dbm.it.PersonMapper;
import io.dbm.provider.postgres.PostgresServer;
import io.dbm.spi.Credentials;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.Lease;
import io.dbm.spi.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Passwords and users of a real PostgreSQL change while it is used. */
@Timeout(60)
class PostgresRotationTest {

    private static final int THREADS = 8;
    private static final int ROTATIONS = 3;
    private static final String APPLICATION = "rotation";

    private Sessions sessions;

    @BeforeEach
    void makeUser() throws SQLException {
        sessions = new Sessions(APPLICATION);
        PostgresServer.run(
                "create role rotating login password 'password-0'",
                "create table moved (id int)",
                "grant insert on moved to public");
    }

    @AfterEach
    void dropUser() throws Exception {
        sessions.await(Set::isEmpty);
        PostgresServer.run("drop table moved", "drop role rotating");
        sessions.close();
    }

    @Test
    void noQueryFailsWhenThePasswordIsChangedAgainAndAgain(@TempDir Path folder) throws Exception {
        MountedSecret secret = new MountedSecret(folder, "password-0");
        int most = THREADS + ROTATIONS;
        try (DatabaseManager manager =
                connect("max-open-conns = " + most + ", max-idle-conns = " + most, secret)) {
            NamedConnection primary = manager.connection("primary");
            DataSource pool = primary.access(DataSource.class);
            AtomicInteger moved = new AtomicInteger();
            Load load = load(primary, moved);
            try (load) {
                sessions.await(now -> now.size() >= THREADS);
                for (int i = 1; i <= ROTATIONS; i++) {
                    Set<Integer> before = sessions.now();
                    PostgresServer.run("alter role rotating password 'password-" + i + "'");
                    secret.write("password-" + i);
                    List<Connection> more = borrow(pool, i); // so that a login is needed soon
                    Set<Integer> left;
                    try {
                        for (Connection each : more) {
                            before.remove(id(each)); // it is in use, and stays
                        }
                        left = sessions.awaitEndOf(before);
                    } finally {
                        for (Connection each : more) {
                            each.close();
                        }
                    }
                    assertThat(left).as("how many were left").hasSizeGreaterThan(3);
                    System.out.printf(
                            "rotation %d: %d units of work, %d failures, sessions %s, then %s%n",
                            i, load.done(), load.failures().size(), before, sessions.now());
                }
            }
            assertThat(load.failures()).isEmpty();
            assertThat(load.done()).isGreaterThan(100);
            assertThat(sessions.count("select count(*) from moved")).isEqualTo(moved.get());
            assertThat(sessions.most()).isLessThanOrEqualTo(most + 1);
        }
    }

    private static Load load(NamedConnection primary, AtomicInteger moved) {
        return Load.of(
                THREADS,
                List.of(
                        () -> Layer.JDBC.run(primary, "select 1"),
                        () -> Layer.JDBI.run(primary, "select 1 from pg_sleep(0.01)"),
                        () -> Layer.MYBATIS.run(primary, "select 1"),
                        () -> {
                            primary.useTransaction(
                                    tx -> {
                                        tx.session(Handle.class)
                                                .execute("insert into moved values (1)");
                                        tx.mapper(PersonMapper.class)
                                                .number("select 1 from pg_sleep(0.01)");
                                    });
                            moved.incrementAndGet();
                        }));
    }

    @Test
    void everyLeaseMayBeAnotherUserWhoIsDroppedAfterwards() throws Exception {
        ConcurrentLinkedQueue<String> users = new ConcurrentLinkedQueue<>();
        CredentialsSource source =
                () -> {
                    String user = "leased_" + users.size();
                    PostgresServer.run("create role " + user + " login password 'secret'");
                    users.add(user);
                    return Lease.of(
                            Credentials.of(user, Secret.of("secret")), Duration.ofSeconds(2));
                };
        Load load;
        try (DatabaseManager manager =
                connected(
                        Dbm.builder()
                                .config(ConfigFactory.parseString(hocon("max-open-conns = 3")))
                                .credentials("primary", source))) {
            NamedConnection primary = manager.connection("primary");
            load = load(primary, new AtomicInteger());
            try (load) {
                for (int i = 0; i < 2; i++) {
                    int next = i + 1;
                    Conditions.await(() -> users.size() > next);
                    String former = "leased_" + i;
                    sessions.await(now -> sessionsOf(former) == 0);
                    PostgresServer.run("drop role " + former);
                }
            }
        }
        sessions.await(Set::isEmpty);
        for (String user : users) {
            PostgresServer.run("drop role if exists " + user);
        }
        assertThat(load.failures()).isEmpty();
        assertThat(sessions.most()).isLessThanOrEqualTo(4);
    }

    private int sessionsOf(String user) {
        return sessions.count(
                "select count(*) from pg_stat_activity where usename = '" + user + "'");
    }

    @Test
    void aWrongPasswordInTheFileIsNotTriedOverAndOverAndTheOpenConnectionsServe(
            @TempDir Path folder) throws Exception {
        MountedSecret secret = new MountedSecret(folder, "password-0");
        try (DatabaseManager manager =
                connect("max-open-conns = 2, acquire-timeout = 300ms", secret)) {
            NamedConnection primary = manager.connection("primary");
            DataSource pool = primary.access(DataSource.class);
            Set<Integer> before = new TreeSet<>();
            int others = sessions.refused("rotating");
            try (Connection first = pool.getConnection()) {
                before.add(id(first));
                PostgresServer.run("alter role rotating password 'password-1'");
                secret.write("wrong");
                Conditions.await(
                        () -> {
                            Health health = primary.healthCheck();
                            return health.status() == Status.DEGRADED
                                    && sessions.refused("rotating") >= others + 2; // both
                        });
                assertThat(primary.health().cause())
                        .contains(
                                "the server admits no further connection: FATAL: password"
                                        + " authentication failed for user \"rotating\"");
                for (int i = 0; i < 5; i++) {
                    assertThat(primary.healthCheck().status()).isEqualTo(Status.DEGRADED);
                    assertThatThrownBy(pool::getConnection)
                            .hasMessageContaining(
                                    "FATAL: password authentication failed for user \"rotating\"");
                    assertThat(id(first)).isIn(before);
                }
                // the old one, and the wrong one by those who have tried it at the same time
                assertThat(sessions.refused("rotating") - others).isLessThanOrEqualTo(5);
                secret.write("password-1");
                Conditions.await(() -> primary.healthCheck().status() == Status.UP);
            }
            sessions.await(now -> sessions.noneOf(before));
            assertThat(Layer.JDBI.run(primary, "select 1")).isEqualTo(1);
        }
    }

    private static List<Connection> borrow(DataSource pool, int count) throws SQLException {
        List<Connection> borrowed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            borrowed.add(pool.getConnection());
        }
        return borrowed;
    }

    private static int id(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static DatabaseManager connect(String settings, MountedSecret secret) {
        String file = "user = rotating, password-file = \"" + secret.file() + "\", ";
        return connected(Dbm.builder().config(ConfigFactory.parseString(hocon(file + settings))));
    }

    private static String hocon(String settings) {
        return """
               dbmanager.connections.primary {
                 type = postgres, host = localhost, port = %d, database = postgres, sslmode = disable
                 application-name = %s, health-check-interval = 0
                 mybatis { mappers = [io.dbm.it.PersonMapper] }
                 %s
               }
               """
                .formatted(PostgresServer.port(), APPLICATION, settings);
    }

    private static DatabaseManager connected(Dbm.Builder builder) {
        DatabaseManager manager = builder.load();
        manager.connect();
        return manager;
    }
}
