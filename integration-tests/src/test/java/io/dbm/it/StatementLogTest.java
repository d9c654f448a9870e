package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import io.dbm.DatabaseManager;
import io.dbm.Isolation;
import io.dbm.NamedConnection;
import io.dbm.TransactionOptions;
import io.dbm.core.Dbm;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What is logged of the statements that callers run. */
@Timeout(120)
class StatementLogTest {

    private static final String LOGGED = "enable-logging = true";

    @TempDir static Path folder;

    /** What is done, and looked at in the log. */
    private interface Step {
        void take(NamedConnection connection) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"})
    void eachSaysWhichLayerItCameThroughAndHowLongItTook(Kind kind) throws Exception {
        assertThat(
                        logged(
                                kind,
                                LOGGED,
                                primary -> {
                                    for (Layer layer : Layer.values()) {
                                        assertThat(layer.run(primary, "select 7")).isEqualTo(7);
                                    }
                                }))
                .containsExactly(
                        "DEBUG connection=primary event=statement layer=jdbc took_ms=T"
                                + " statement=\"select ?\"",
                        "DEBUG connection=primary event=statement layer=jdbi took_ms=T"
                                + " statement=\"select ?\"",
                        "DEBUG connection=primary event=statement layer=mybatis took_ms=T"
                                + " statement=\"select ?\"",
                        "DEBUG connection=primary event=statement layer=database took_ms=T"
                                + " statement=\"select ?\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"})
    void inATransactionEachIsItsLayersAndWhatDbmRunsIsNobodys(Kind kind) throws Exception {
        TransactionOptions options =
                TransactionOptions.defaults()
                        .isolation(Isolation.SERIALIZABLE)
                        .timeout(Duration.ofMinutes(1));
        List<String> lines =
                logged(
                        kind,
                        LOGGED,
                        primary ->
                                primary.useTransaction(
                                        options,
                                        tx -> {
                                            tx.session(Handle.class).execute(add(1));
                                            tx.session(SqlSession.class)
                                                    .getMapper(PersonMapper.class)
                                                    .add(2, "Bo");
                                            try (Statement statement =
                                                    tx.session(Connection.class)
                                                            .createStatement()) {
                                                statement.executeUpdate(add(3));
                                            }
                                            tx.database().update(add(4));
                                            tx.session(Handle.class).execute(add(5));
                                        }));
        String added = " took_ms=T statement=\"insert into person values (?, ?)\"";
        assertThat(lines)
                .containsExactly(
                        "DEBUG connection=primary event=statement layer=jdbi" + added,
                        "DEBUG connection=primary event=statement layer=mybatis took_ms=T"
                                + " statement=\"insert into person (id, full_name) values (?, ?)\"",
                        "DEBUG connection=primary event=statement layer=jdbc" + added,
                        "DEBUG connection=primary event=statement layer=database" + added,
                        "DEBUG connection=primary event=statement layer=jdbi" + added);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"})
    void oneThatRollsBackToASavepointIsItsLayersToo(Kind kind) throws Exception {
        List<String> lines =
                logged(
                        kind,
                        LOGGED,
                        primary ->
                                primary.useTransaction(
                                        tx -> {
                                            Handle handle = tx.session(Handle.class);
                                            handle.execute("savepoint here");
                                            handle.execute("rollback to savepoint here");
                                        }));
        assertThat(lines)
                .containsExactly(
                        "DEBUG connection=primary event=statement layer=jdbi took_ms=T"
                                + " statement=\"savepoint here\"",
                        "DEBUG connection=primary event=statement layer=jdbi took_ms=T"
                                + " statement=\"rollback to savepoint here\"");
    }

    private static String add(int id) {
        return "insert into person values (" + id + ", 'Ada')";
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"})
    void aBatchIsOneLineWithItsSizeAndNoValue(Kind kind) throws Exception {
        List<String> lines =
                logged(
                        kind,
                        LOGGED,
                        primary -> {
                            try (Connection jdbc =
                                            primary.access(DataSource.class).getConnection();
                                    PreparedStatement prepared =
                                            jdbc.prepareStatement(
                                                    "insert into person values (?, ?)");
                                    Statement plain = jdbc.createStatement()) {
                                for (int id = 1; id <= 3; id++) {
                                    prepared.setInt(1, id);
                                    prepared.setString(2, "Personal");
                                    prepared.addBatch();
                                }
                                assertThat(prepared.executeBatch()).containsExactly(1, 1, 1);
                                for (int id = 4; id <= 8; id++) {
                                    plain.addBatch(add(id));
                                }
                                assertThat(plain.executeBatch()).hasSize(5);
                            }
                        });
        String insert = "insert into person values (?, ?)";
        assertThat(lines)
                .containsExactly(
                        "DEBUG connection=primary event=statement layer=jdbc took_ms=T batch=3"
                                + " statement=\"insert into person values (?, ?)\"",
                        "DEBUG connection=primary event=statement layer=jdbc took_ms=T batch=5"
                                + " statement=\""
                                + String.join("; ", insert, insert, insert, "…")
                                + "\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"})
    void oneThatFailedSaysOfWhatKindTheErrorIsAndNotItsText(Kind kind) throws Exception {
        List<String> lines =
                logged(
                        kind,
                        LOGGED,
                        primary ->
                                assertThatThrownBy(
                                                () ->
                                                        Layer.JDBI.run(
                                                                primary,
                                                                "select 'Personal' from nobody"))
                                        .hasMessageContaining("nobody"));
        assertThat(lines)
                .containsExactly(
                        "DEBUG connection=primary event=statement_failed layer=jdbi took_ms=T error="
                                + (kind == Kind.POSTGRES
                                        ? "org.postgresql.util.PSQLException sql_state=42P01"
                                        : "org.sqlite.SQLiteException")
                                + " statement=\"select ? from nobody\"");
    }

    @Test
    void aSlowOneIsLoggedWhateverElseIs() throws Exception {
        String slow =
                "WARN connection=primary event=slow_statement layer=mybatis took_ms=T"
                        + " threshold_ms=20.000 statement=\"select ? from pg_sleep(?)\"";
        for (String setting : List.of(LOGGED, "enable-logging = false")) {
            assertThat(
                            logged(
                                    Kind.POSTGRES,
                                    setting + ", slow-query-threshold = 20ms",
                                    primary ->
                                            Layer.MYBATIS.run(
                                                    primary, "select 1 from pg_sleep(0.03)")))
                    .containsExactly(slow);
        }
    }

    @Test
    void oneThatIsEndedByItsTimeLimitIsSlowToo() throws Exception {
        assertThat(
                        logged(
                                Kind.POSTGRES,
                                "slow-query-threshold = 50ms, query-timeout = 100ms",
                                primary ->
                                        assertThatThrownBy(
                                                        () ->
                                                                Layer.JDBC.run(
                                                                        primary,
                                                                        Kind.POSTGRES.endless()))
                                                .isInstanceOf(SQLException.class)))
                .containsExactly(
                        "WARN connection=primary event=slow_statement layer=jdbc took_ms=T"
                                + " threshold_ms=50.000 error=org.postgresql.util.PSQLException"
                                + " sql_state=57014 statement=\"select ? from pg_sleep(?)\"");
    }

    @Test
    void secretsAreNotThereEvenInNames() throws Exception {
        List<String> lines =
                logged(
                        "type = h2, database = secrets, password = hush-hush, " + LOGGED,
                        primary -> {
                            primary.database()
                                    .update("create user if not exists x password 'new-one'");
                            primary.database()
                                    .query("select 1 as \"hush-hush\"", row -> row.getInt(1));
                        });
        assertThat(lines)
                .containsExactly(
                        "DEBUG connection=primary event=statement layer=database took_ms=T"
                                + " statement=\"create user if not exists x password ?\"",
                        "DEBUG connection=primary event=statement layer=database took_ms=T"
                                + " statement=\"select ? as \\\"******\\\"\"");
    }

    @Test
    void aNameCannotMakeALineOfItsOwn() throws Exception {
        List<String> lines =
                logged(
                        "type = h2, database = lines, " + LOGGED,
                        primary ->
                                primary.database()
                                        .query(
                                                "select 1 as \"a\nWARN io.dbm.statement - b\"",
                                                row -> row.getInt(1)));
        assertThat(lines)
                .containsExactly(
                        "DEBUG connection=primary event=statement layer=database took_ms=T"
                                + " statement=\"select ? as \\\"a WARN b\\\"\"");
    }

    @Test
    void anErrorThatCannotBeReadIsStillTheCallers() throws Exception {
        RogueDataSource rogue = new RogueDataSource();
        rogue.setUrl(TestPostgres.url());
        try (DatabaseManager manager =
                Dbm.builder()
                        .config(ConfigFactory.parseString("dbmanager.connections {}"))
                        .manage("primary", "postgres", rogue, Map.of("enable-logging", true))
                        .load()) {
            manager.connect();
            List<String> lines =
                    logged(
                            manager,
                            primary -> {
                                try (Connection jdbc =
                                        primary.access(DataSource.class).getConnection()) {
                                    assertThatThrownBy(() -> jdbc.prepareStatement("select 7"))
                                            .isInstanceOf(RogueException.class);
                                }
                            });
            assertThat(lines)
                    .containsExactly(
                            "DEBUG connection=primary event=statement_failed layer=jdbc took_ms=T"
                                    + " error=io.dbm.it.StatementLogTest$RogueException"
                                    + " statement=\"select ?\"");
        }
    }

    @Test
    void aReloadTurnsItOnAndOffAndLeavesThePoolAlone() throws Exception {
        String[] settings = {"slow-query-threshold = 1h"};
        try (DatabaseManager manager =
                Dbm.builder()
                        .config(
                                () ->
                                        ConfigFactory.parseString(
                                                "dbmanager.connections.primary { "
                                                        + TestPostgres.settings()
                                                        + "\n"
                                                        + settings[0]
                                                        + " }"))
                        .load()) {
            manager.connect();
            DataSource kept = manager.connection("primary").access(DataSource.class);
            for (String next :
                    List.of(LOGGED, "enable-logging = false", "slow-query-threshold = 1ms")) {
                settings[0] = next;
                assertThat(manager.reload().adjusted()).as(next).containsExactly("primary");
                List<String> lines = logged(manager, primary -> sleep(kept));
                assertThat(lines).as(next).hasSize(next.endsWith("false") ? 0 : 1);
            }
            assertThat(manager.connection("primary").stats().pool().opened()).isEqualTo(1);
        }
    }

    private static void sleep(DataSource jdbc) throws SQLException {
        try (Connection borrowed = jdbc.getConnection();
                Statement statement = borrowed.createStatement()) {
            assertThat(statement.execute("select pg_sleep(0.01)")).isTrue();
        }
    }

    @Test
    void thoseOfAnApplicationsPoolAreLogged() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(TestPostgres.url());
            List<String> lines =
                    lines(
                            CapturedLog.ofDebug(
                                    "io.dbm.statement",
                                    log -> {
                                        try (DatabaseManager manager =
                                                Dbm.builder()
                                                        .config(
                                                                ConfigFactory.parseString(
                                                                        "dbmanager { enable-logging"
                                                                                + " = true,"
                                                                                + " connections"
                                                                                + " {} }"))
                                                        .manage("own", "postgres", pool)
                                                        .load()) {
                                            manager.connect();
                                            Layer.JDBI.run(manager.connection("own"), "select 7");
                                        }
                                    }));
            assertThat(lines)
                    .containsExactly(
                            "DEBUG connection=own event=statement layer=jdbi took_ms=T"
                                    + " statement=\"select ?\"");
        }
    }

    @Test
    void aStatementLeadsBackToWhatWasBorrowedAndTheDriversOwnIsThere() throws Exception {
        List<String> unused =
                logged(
                        Kind.POSTGRES,
                        LOGGED,
                        primary -> {
                            try (Connection jdbc =
                                            primary.access(DataSource.class).getConnection();
                                    Statement statement = jdbc.createStatement()) {
                                assertThat(statement.getConnection()).isSameAs(jdbc);
                                assertThat(jdbc.unwrap(org.postgresql.PGConnection.class))
                                        .isNotNull();
                                assertThat(statement.unwrap(org.postgresql.PGStatement.class))
                                        .isNotNull();
                            }
                        });
        assertThat(unused).isEmpty();
    }

    /** Prepares nothing, and does not say why. */
    private static final class RogueDataSource extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        @Override
        public Connection getConnection() throws SQLException {
            Connection real = super.getConnection();
            return (Connection)
                    Proxy.newProxyInstance(
                            RogueDataSource.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (self, method, arguments) -> {
                                if (method.getName().equals("prepareStatement")) {
                                    throw new RogueException();
                                }
                                return method.invoke(real, arguments);
                            });
        }
    }

    private static final class RogueException extends SQLException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getSQLState() {
            throw new IllegalStateException("no state");
        }
    }

    /** Returns the lines of the statements of a step, without their threads and times. */
    private static List<String> logged(Kind kind, String settings, Step step) throws Exception {
        try (DatabaseManager manager = kind.connect(folder, settings)) {
            return logged(manager, step);
        }
    }

    private static List<String> logged(String settings, Step step) throws Exception {
        try (DatabaseManager manager =
                Dbm.load(
                        ConfigFactory.parseString(
                                "dbmanager.connections.primary { " + settings + " }"))) {
            manager.connect();
            return logged(manager, step);
        }
    }

    private static List<String> logged(DatabaseManager manager, Step step) throws Exception {
        return lines(
                CapturedLog.ofDebug(
                        "io.dbm.statement", log -> step.take(manager.connection("primary"))));
    }

    private static List<String> lines(String log) {
        return log.lines()
                .filter(line -> line.contains(" io.dbm.statement - "))
                .map(line -> line.replaceFirst("^\\[.*?] ", ""))
                .map(line -> line.replace("io.dbm.statement - ", ""))
                .map(line -> line.replaceFirst("took_ms=\\d+\\.\\d{3} ", "took_ms=T "))
                .toList();
    }
}
