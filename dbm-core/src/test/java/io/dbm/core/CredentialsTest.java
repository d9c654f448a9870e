package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbm.ConfigurationException;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import io.dbm.spi.Credentials;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.Lease;
import io.dbm.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Users and passwords that come from elsewhere, and change. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class CredentialsTest {

    private final String database = Managers.freshDatabase();
    private final Source source = new Source();

    @TempDir Path folder;

    private Connection administrator;

    @BeforeEach
    void makeUser() throws SQLException {
        administrator =
                DriverManager.getConnection(
                        "jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1", "admin", "admin");
        run("create user app password 'one' admin");
    }

    @AfterEach
    void leave() throws SQLException {
        administrator.close();
    }

    @Test
    void aPasswordFileSaysThePassword() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "one\n");
        try (DatabaseManager manager = connect("user = app, " + passwordFile(file))) {
            assertThat(user(manager)).isEqualTo("APP");
        }
    }

    @Test
    void aPasswordFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("password");
        assertThatThrownBy(
                        () ->
                                connect("retry-attempts = 1, user = app, " + passwordFile(file))
                                        .close())
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageContaining(
                        "\n  - a: no credentials from password-file "
                                + file
                                + ": there is no such file");
    }

    @Test
    void aPasswordFileOfNoUseIsNamedAndNotShown() throws Exception {
        Path file = folder.resolve("password");
        Files.write(file, new byte[] {(byte) 0xFF, 'x'});
        assertThat(failure(file)).contains(file + ": it is not in UTF-8 (1 attempt");
        Files.writeString(file, "\n");
        assertThat(failure(file)).contains(file + ": it is empty (1 attempt");
        Files.writeString(file, "x".repeat(70_000));
        assertThat(failure(file)).contains(file + ": it is longer than 65536 bytes (1 attempt");
        assertThat(failure(folder)).contains(folder + ": it is a folder (1 attempt");
    }

    private String failure(Path file) {
        return catchThrowableOfType(
                        ConnectFailedException.class,
                        () ->
                                connect("retry-attempts = 1, user = app, " + passwordFile(file))
                                        .close())
                .getMessage();
    }

    @Test
    void aPasswordThatChangesBeforeTheFileDoesIsWaitedFor() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "one");
        String settings = "user = app, acquire-timeout = 30s, " + passwordFile(file);
        try (DatabaseManager manager = connect(settings)) {
            DataSource pool = manager.connection("a").access(DataSource.class);
            try (Connection first = pool.getConnection()) {
                run("alter user app set password 'two'");
                Thread late = new Thread(() -> write(file, "two"));
                late.start();
                try (Connection second = pool.getConnection()) {
                    assertThat(second.isValid(1)).isTrue();
                }
                late.join();
                assertThat(first.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void physicalConnectionsOfFormerCredentialsAreReplacedAndThoseInUseAreLeftAlone()
            throws Exception {
        source.leaseFor(Duration.ofSeconds(1));
        try (DatabaseManager manager = connect("max-open-conns = 5", source)) {
            DataSource pool = manager.connection("a").access(DataSource.class);
            Connection inUse = pool.getConnection();
            List<String> before = sessions(pool, 4);
            run("create user other password 'other' admin");
            source.say("other", "other");
            Managers.await(() -> sessions(pool, 4).stream().noneMatch(before::contains));
            assertThat(inUse.isValid(1)).isTrue();
            String session = session(inUse);
            inUse.close();
            assertThat(sessions(pool, 5)).doesNotContain(session);
            assertThat(user(manager)).isEqualTo("OTHER");
        }
    }

    @Test
    void whatServesIsKeptWhileTheNextCredentialsAreRefused() throws Exception {
        source.leaseFor(Duration.ofSeconds(1));
        try (DatabaseManager manager = connect("max-open-conns = 2", source)) {
            DataSource pool = manager.connection("a").access(DataSource.class);
            List<String> before = sessions(pool, 2);
            source.say("app", "wrong");
            int asked = source.asked.get();
            Managers.await(() -> source.asked.get() >= asked + 3);
            assertThat(sessions(pool, 2)).containsExactlyInAnyOrderElementsOf(before);
            assertThat(user(manager)).isEqualTo("APP");
        }
    }

    /** Not when the refused one would have been tried again, which is seconds later. */
    @Test
    void theNextCredentialsAfterRefusedOnesAreTriedAtOnce() throws Exception {
        source.leaseFor(Duration.ofSeconds(1));
        try (DatabaseManager manager = connect("max-open-conns = 1", source)) {
            run("create user other password 'other' admin");
            source.say("other", "wrong");
            int asked = source.asked.get();
            Managers.await(() -> source.asked.get() >= asked + 3);
            long start = System.nanoTime();
            source.say("other", "other");
            Managers.await(() -> user(manager).equals("OTHER"));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void aRefusedLoginIsNotTriedAgainBeforeThereIsAnother() throws Exception {
        source.say("app", "wrong");
        String settings = "start = tolerate, borrow-when-down = fail, max-open-conns = 2";
        try (DatabaseManager manager = connect(settings, source)) {
            NamedConnection a = manager.connection("a");
            assertThat(a.health().status()).isEqualTo(Status.DOWN);
            int asked = source.asked.get();
            Managers.await(() -> source.asked.get() > asked); // it is the source that is asked
            assertThat(a.health().consecutiveFailures()).isEqualTo(1);
            source.say("app", "one");
            Managers.await(() -> a.health().status() == Status.UP);
            assertThat(user(manager)).isEqualTo("APP");
        }
    }

    @Test
    void aLongLeaseOfARefusedLoginIsNotWaitedFor() throws Exception {
        source.leaseFor(Duration.ofHours(1));
        source.say("app", "wrong");
        try (DatabaseManager manager = connect("start = tolerate", source)) {
            NamedConnection a = manager.connection("a");
            Managers.await(() -> source.asked.get() >= 3); // which are two looks
            source.say("app", "one");
            Managers.await(() -> a.health().status() == Status.UP);
        }
    }

    @Test
    void aSourceIsAskedOnceForManyLoginsOfOneLease() throws Exception {
        source.leaseFor(Duration.ofHours(1));
        try (DatabaseManager manager = connect("max-open-conns = 8", source)) {
            sessions(manager.connection("a").access(DataSource.class), 8);
            assertThat(source.asked).hasValue(1);
        }
    }

    @Test
    void credentialsForOneLoginAreAskedForEachPhysicalConnectionAndEndNone() throws Exception {
        run("create user other password 'other' admin");
        try (DatabaseManager manager = connect("max-open-conns = 3", source)) {
            DataSource pool = manager.connection("a").access(DataSource.class);
            List<String> before = sessions(pool, 2);
            assertThat(source.asked).hasValue(2);
            source.say("other", "other");
            assertThat(sessions(pool, 3)).containsAll(before);
            assertThat(source.asked).hasValue(3);
        }
    }

    @Test
    void aLeaseIsRenewedBeforeItIsOver() throws Exception {
        source.leaseFor(Duration.ofSeconds(1));
        try (DatabaseManager manager = connect("max-open-conns = 1", source)) {
            Managers.await(() -> source.asked.get() >= 4);
            assertThat(source.mostAtOnce).hasValue(1);
            assertThat(manager.connection("a").stats().pool().open()).isEqualTo(1);
        }
    }

    @Test
    void aSourceThatFailsLeavesTheLeaseAsItIs() throws Exception {
        source.leaseFor(Duration.ofSeconds(3));
        try (DatabaseManager manager = connect("max-open-conns = 2", source)) {
            source.fail();
            int asked = source.asked.get();
            Managers.await(() -> source.asked.get() > asked);
            sessions(manager.connection("a").access(DataSource.class), 2);
        }
    }

    @Test
    void aSourceThatFailsIsAskedSeldomWhenTheLeaseIsOver() throws Exception {
        source.leaseFor(Duration.ofSeconds(1));
        try (DatabaseManager manager = connect("max-open-conns = 2", source)) {
            source.fail();
            int asked = source.asked.get();
            Instant later = Instant.now().plusSeconds(6);
            Managers.await(() -> Instant.now().isAfter(later)); // else six times and more
            assertThat(source.asked.get() - asked).isBetween(1, 3);
            assertThat(user(manager)).isEqualTo("APP");
        }
    }

    @Test
    void aSourceThatHangsEndsTheAttemptWithinItsTime() {
        source.hang();
        assertThatThrownBy(
                        () -> connect("connect-timeout = 1s, retry-attempts = 1", source).close())
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageContaining("no credentials from the builder's source");
    }

    @Test
    void aPasswordIsSaidOnce() {
        ConfigurationException wrong =
                catchThrowableOfType(
                        ConfigurationException.class,
                        () -> load("user = app, password = one, password-file = \"/x\"", null));
        assertThat(wrong)
                .hasMessage(
                        "the configuration has a problem:\n"
                                + "  - dbmanager.connections.a.password: would be ignored:"
                                + " 'password-file' says the password; remove one of the two"
                                + " (app.conf: 1)");
        assertThatThrownBy(() -> load("user = app, password = one", source))
                .hasMessageContaining("would be ignored: the builder says the password");
        assertThatThrownBy(() -> load("credentials { provider = valt }", null))
                .hasMessage(
                        "the configuration has a problem:\n"
                                + "  - dbmanager.connections.a.credentials.provider: no credentials"
                                + " provider has this name; none is on the class path (app.conf: 1)");
    }

    @Test
    void aSourceForAConnectionThatIsNotThereIsAMistake() {
        assertThatThrownBy(
                        () ->
                                Dbm.builder()
                                        .config(Managers.parse(hocon("user = app")))
                                        .credentials("b", source)
                                        .load())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "the configuration has a problem:\n"
                                + "  - dbmanager.connections: there is no connection 'b' to bring"
                                + " credentials for; did you mean 'a'? (Dbm.builder())");
    }

    @Test
    void whatWasLetInIsKeptWhileWhatCameSinceIsNot() throws Exception {
        source.leaseFor(Duration.ofSeconds(1));
        String settings = "max-open-conns = 12, max-idle-conns = 12";
        try (DatabaseManager manager = connect(settings, source)) {
            DataSource pool = manager.connection("a").access(DataSource.class);
            sessions(pool, 12);
            run("create user other password 'other' admin");
            source.say("other", "other");
            Managers.await(() -> manager.connection("a").stats().pool().open() < 12);
            source.say("other", "not yet");
            int asked = source.asked.get();
            Managers.await(() -> source.asked.get() > asked + 2);
            sessions(pool, 2);
        }
    }

    @Test
    void aSourceThatHangsEndsWithTheManager() throws Exception {
        DatabaseManager manager = connect("shutdown-timeout = 0, connect-timeout = 50s", source);
        DataSource pool = manager.connection("a").access(DataSource.class);
        Connection held = pool.getConnection();
        source.hang();
        Thread caller =
                new Thread(
                        () -> {
                            Throwable unused = catchThrowable(pool::getConnection);
                        });
        caller.start();
        Managers.await(() -> source.atOnce.get() == 1);
        manager.close();
        Managers.await(() -> source.atOnce.get() == 0);
        caller.join();
        assertThat(held).isNotNull(); // kept until here, in use
    }

    @Test
    void aPasswordWithoutAUserIsNotDroppedInSilence() {
        CredentialsSource password = () -> Lease.of(Credentials.ofPassword(Secret.of("one")));
        assertThatThrownBy(() -> connect("retry-attempts = 1", password).close())
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageContaining(
                        "\n  - a: no credentials from the builder's source: it says a"
                                + " password and no user: write user");
    }

    @Test
    void aConnectionWithASourceCanBeRemoved() {
        String two = "b { type = h2, database = " + database + ", user = admin, password = admin }";
        try (DatabaseManager manager =
                Dbm.builder()
                        .config(Managers.parse(hocon("") + "\ndbmanager.connections." + two))
                        .credentials("a", source)
                        .load()) {
            manager.connect();
            manager.remove("a");
            assertThat(manager.connections()).hasSize(1);
        }
    }

    @Test
    void aBlockForAllIsCheckedEvenIfNobodyUsesIt() {
        assertThatThrownBy(
                        () ->
                                Managers.load(
                                        "dbmanager.credentials { provder = x }\n"
                                                + hocon("user = app, password = one")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "the configuration has a problem:\n"
                                + "  - dbmanager.credentials.provder: unknown key; did you mean"
                                + " 'provider'? (app.conf: 1)");
    }

    private DatabaseManager connect(String settings) {
        return connected(load(settings, null));
    }

    private DatabaseManager connect(String settings, CredentialsSource from) {
        return connected(load(settings, from));
    }

    private static DatabaseManager connected(DatabaseManager manager) {
        try {
            manager.connect();
            return manager;
        } catch (ConnectFailedException e) {
            manager.close();
            throw e;
        }
    }

    private DatabaseManager load(String settings, CredentialsSource from) {
        Dbm.Builder builder = Dbm.builder().config(Managers.parse(hocon(settings)));
        return (from == null ? builder : builder.credentials("a", from)).load();
    }

    private String hocon(String settings) {
        return "dbmanager.connections.a { type = h2, database = "
                + database
                + ", "
                + settings
                + " }";
    }

    private static String passwordFile(Path file) {
        return "password-file = \"" + file + "\"";
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String user(DatabaseManager manager) {
        return manager.connection("a")
                .database()
                .queryOne("select current_user", row -> row.getString(1))
                .orElseThrow();
    }

    /** Borrows so many at once, and returns the database's names for them. */
    private static List<String> sessions(DataSource pool, int count) {
        List<Connection> borrowed = new ArrayList<>();
        List<String> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                borrowed.add(pool.getConnection());
                sessions.add(session(borrowed.get(i)));
            }
            for (Connection each : borrowed) {
                each.close();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return sessions;
    }

    private static String session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("select session_id()")) {
            row.next();
            return row.getString(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = administrator.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Says what it is told to, and counts who asks. */
    private static final class Source implements CredentialsSource {
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger mostAtOnce = new AtomicInteger();
        final AtomicInteger atOnce = new AtomicInteger();
        private volatile Credentials credentials = Credentials.of("app", Secret.of("one"));
        private volatile Duration validFor = Duration.ZERO;
        private volatile boolean fails;
        private volatile boolean hangs;

        @Override
        public Lease obtain() throws Exception {
            asked.incrementAndGet();
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                if (hangs) {
                    Thread.sleep(Duration.ofHours(1).toMillis());
                }
                if (fails) {
                    throw new IOException("the vault is sealed");
                }
                return validFor.isZero() ? Lease.of(credentials) : Lease.of(credentials, validFor);
            } finally {
                atOnce.decrementAndGet();
            }
        }

        void say(String user, String password) {
            credentials = Credentials.of(user, Secret.of(password));
        }

        void leaseFor(Duration time) {
            validFor = time;
        }

        void fail() {
            fails = true;
        }

        void hang() {
            hangs = true;
        }
    }
}
