package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.ServerInfo.Transport;
import io.dbm.Transaction;
import io.dbm.TransactionOptions;
import io.dbm.core.Dbm;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** What a SQL connection with {@code enable-tracing} shows of what it is asked. */
class TracingTest {

    private static final String ON = "enable-tracing = true\n";

    @TempDir static Path folder;

    private final Tracer tracer = new Tracer();

    @AfterEach
    void close() {
        tracer.close();
    }

    private DatabaseManager connect(Kind kind, String settings) {
        return kind.connect(tracer.builder(), folder, ON + settings);
    }

    @ParameterizedTest
    @EnumSource
    void aStatementOfAnyLayerIsAChildOfItsCallersSpan(Kind kind) throws Exception {
        String sql = "select count(*) from person where full_name = 'Ada' and id <> 4711";
        try (DatabaseManager manager = connect(kind, "")) {
            NamedConnection primary = manager.connection("primary");
            for (Layer layer : Layer.values()) {
                List<SpanData> spans = tracer.during(() -> layer.run(primary, sql));

                assertThat(spans).as("%s", layer).hasSize(1);
                assertThat(spans.get(0).getName()).isEqualTo("select person");
                assertThat(spans.get(0).getKind()).isEqualTo(SpanKind.CLIENT);
                assertThat(Tracer.said(spans.get(0)))
                        .containsEntry("dbm.connection.name", "primary")
                        .containsEntry("db.query.summary", "select person")
                        .containsEntry(
                                "db.query.text",
                                "select count(*) from person where full_name = ? and id <> ?");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "POSTGRES, |{db.namespace=postgres, db.system.name=postgresql,"
                        + " server.address=localhost}|",
                "SQLITE, |{db.namespace=db, db.system.name=sqlite}|",
                "H2, |{db.namespace=three-layers, db.system.name=h2database}|",
            })
    void itSaysWhatDatabaseItIsAndNothingElse(Kind kind, String expected) throws Exception {
        try (DatabaseManager manager = connect(kind, "")) {
            Map<String, Object> said = saidOfDelete(manager);
            assertThat(said.remove("server.port") != null).isEqualTo(kind == Kind.POSTGRES);
            assertThat(said).hasToString(expected);
        }
    }

    @Test
    void ofSqlServerItSaysWhereThatIs() throws Exception {
        try (DatabaseManager manager = connect(Kind.MSSQL, "")) {
            assertThat(saidOfDelete(manager))
                    .containsEntry("db.system.name", "microsoft.sql_server")
                    .containsOnlyKeys(
                            "db.namespace", "db.system.name", "server.address", "server.port");
        }
    }

    private Map<String, Object> saidOfDelete(DatabaseManager manager) throws Exception {
        Database database = manager.connection("primary").database();
        List<SpanData> spans = tracer.during(() -> database.update("delete from person"));
        Map<String, Object> said = Tracer.said(spans.get(0));
        said.keySet()
                .removeAll(List.of("dbm.connection.name", "db.query.text", "db.query.summary"));
        return said;
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"})
    void transactionsShowTheirEndsBesideTheirStatements(Kind kind) throws Exception {
        try (DatabaseManager manager = connect(kind, "")) {
            NamedConnection primary = manager.connection("primary");
            TransactionOptions nested = TransactionOptions.defaults().nested();
            List<SpanData> spans =
                    tracer.during(
                            () ->
                                    primary.useTransaction(
                                            tx -> {
                                                tx.database().update("delete from person");
                                                assertThatThrownBy(
                                                                () ->
                                                                        tx.useTransaction(
                                                                                nested,
                                                                                this::addAndFail))
                                                        .isInstanceOf(IllegalStateException.class);
                                            }));
            assertThat(spans)
                    .extracting(SpanData::getName)
                    .containsExactly("delete person", "insert person", "ROLLBACK", "COMMIT");
            assertThat(Tracer.said(spans.get(3))).containsEntry("db.operation.name", "COMMIT");
        }
    }

    private void addAndFail(Transaction tx) {
        tx.database().update("insert into person values (?, ?)", 4711, "Ada");
        throw new IllegalStateException("no");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"})
    void neitherValuesNorParametersAreShown(Kind kind) throws Exception {
        try (DatabaseManager manager = connect(kind, "");
                Connection jdbc = borrow(manager);
                PreparedStatement prepared =
                        jdbc.prepareStatement(
                                "insert /* Bo */ into person values (?, 'Cy') -- Di")) {
            List<SpanData> spans =
                    tracer.during(
                            () -> {
                                prepared.setInt(1, 4711);
                                prepared.execute();
                            });
            assertThat(Tracer.said(spans.get(0)))
                    .containsEntry("db.query.text", "insert into person values (?, ?)");
            assertThat(tracer.all().toString()).doesNotContain("4711", "Bo", "Cy", "Di");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"})
    void aBatchIsOneSpan(Kind kind) throws Exception {
        try (DatabaseManager manager = connect(kind, "");
                Connection jdbc = borrow(manager);
                PreparedStatement prepared =
                        jdbc.prepareStatement("insert into person values (?, 'Cy')");
                Statement several = jdbc.createStatement()) {
            List<SpanData> spans =
                    tracer.during(
                            () -> {
                                for (int id = 1; id <= 3; id++) {
                                    prepared.setInt(1, id);
                                    prepared.addBatch();
                                }
                                prepared.executeBatch();
                                several.addBatch("delete from person where id = 1");
                                several.addBatch("update person set full_name = 'Di'");
                                several.executeBatch();
                            });
            assertThat(spans)
                    .extracting(SpanData::getName)
                    .containsExactly("insert person", "BATCH");
        }
    }

    @ParameterizedTest
    @CsvSource({"POSTGRES, 23505", "SQLITE, 19"})
    void anErrorIsNamedAndNotQuoted(Kind kind, String code) throws Exception {
        try (DatabaseManager manager = connect(kind, "")) {
            Database database = manager.connection("primary").database();
            database.update("insert into person values (?, ?)", 4711, "Ada");
            List<SpanData> spans =
                    tracer.during(
                            () ->
                                    assertThatThrownBy(
                                                    () ->
                                                            database.update(
                                                                    "insert into person values (?,"
                                                                            + " 'Bo')",
                                                                    4711))
                                            .isInstanceOf(RuntimeException.class));
            SpanData span = spans.get(0);
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(Tracer.said(span))
                    .containsEntry("error.type", code)
                    .containsEntry("db.response.status_code", code);
            assertThat(span.getEvents())
                    .extracting(EventData::getName)
                    .containsExactly("exception");
            assertThat(span.getEvents().toString())
                    .contains("exception.type", "TracingTest")
                    .doesNotContain("4711", "exception.message", "constraint");
        }
    }

    @Test
    void theDriversOwnConnectionIsWhatUnwrapFinds() throws Exception {
        try (DatabaseManager traced = connect(Kind.POSTGRES, "");
                Connection jdbc = borrow(traced)) {
            assertThat(jdbc.isWrapperFor(PGConnection.class)).isTrue();
            assertThat(jdbc.unwrap(PGConnection.class).getBackendPID()).isPositive();
            assertThat(jdbc.unwrap(Connection.class).getClass().getName())
                    .startsWith("io.opentelemetry.");
        }
    }

    @Test
    void offIsNoWrapper() throws Exception {
        try (DatabaseManager manager =
                        Kind.POSTGRES.connect(tracer.builder(), folder, "enable-tracing = false");
                Connection jdbc = borrow(manager)) {
            assertThat(jdbc.unwrap(Connection.class).getClass().getName())
                    .isEqualTo("org.postgresql.jdbc.PgConnection");
            assertThat(tracer.all()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(OwnPool.class)
    void whatAnApplicationsPoolLendsIsTraced(OwnPool kind) throws Exception {
        DataSource pool = kind.create(2);
        Map<String, Boolean> settings = Map.of("enable-tracing", true);
        try (DatabaseManager manager =
                tracer.builder().manage("legacy", "postgres", pool, settings).load()) {
            manager.connect();
            Database database = manager.connection("legacy").database();
            List<SpanData> spans =
                    tracer.during(() -> database.queryOne("select 7", row -> row.getInt(1)));
            assertThat(spans).hasSize(1);
            assertThat(Tracer.said(spans.get(0)))
                    .containsEntry("dbm.connection.name", "legacy")
                    .containsEntry("db.query.text", "select ?")
                    .containsEntry("db.system.name", "postgresql");
        } finally {
            OwnPool.close(pool);
        }
    }

    @Test
    void connectionsAreToldApartAndTracedOneByOne() throws Exception {
        try (DatabaseManager manager = load("a = true, b = true, c = false")) {
            manager.connect();
            List<SpanData> spans =
                    tracer.during(
                            () -> {
                                for (NamedConnection each : manager.connections()) {
                                    each.database().query("select 1", row -> row.getInt(1));
                                }
                            });
            assertThat(spans)
                    .extracting(each -> Tracer.said(each).get("dbm.connection.name"))
                    .containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void aReloadTurnsItOnAndOffAndHandlesStay() throws Exception {
        try (DatabaseManager manager = load("a = false")) {
            manager.connect();
            Database database = manager.connection("a").database();
            assertThat(spansOf(database)).isEmpty();

            assertThat(Dbm.reload(manager, parse("a = true")).reopened()).containsExactly("a");
            assertThat(spansOf(database)).hasSize(1);

            assertThat(Dbm.reload(manager, parse("a = false")).reopened()).containsExactly("a");
            assertThat(spansOf(database)).isEmpty();
        }
    }

    private List<SpanData> spansOf(Database database) throws Exception {
        return tracer.during(() -> database.query("select 1", row -> row.getInt(1)));
    }

    @Test
    void withoutOneOfTheBuildersItIsTheGlobalOneOnceThatIsSet() throws Exception {
        try (DatabaseManager manager = Dbm.load(parse("a = true"))) {
            manager.connect();
            Database database = manager.connection("a").database();
            assertThat(spansOf(database)).isEmpty();
            tracer.becomeGlobal(); // which would fail if somebody had asked for it
            assertThat(spansOf(database)).hasSize(1);
        }
    }

    @Test
    void openingAndReconnectingAreSpansOfWhoAskedForThem() throws Exception {
        try (DatabaseManager manager = load("a = true")) {
            List<SpanData> connected = tracer.during(manager::connect);
            List<SpanData> reconnected = tracer.during(manager.connection("a")::reconnect);
            for (List<SpanData> spans : List.of(connected, reconnected)) {
                assertThat(spans).extracting(SpanData::getName).containsExactly("connect a");
                assertThat(Tracer.said(spans.get(0)))
                        .isEqualTo(
                                Map.of(
                                        "dbm.connection.name",
                                        "a",
                                        "dbm.connection.type",
                                        "sqlite"));
            }
        }
    }

    @Test
    void whatBecomesOfItsSpanKeepsNoConnectionFromBeingOpened() {
        OpenTelemetry rogue =
                new OpenTelemetry() {
                    @Override
                    public TracerProvider getTracerProvider() {
                        throw new IllegalStateException("no tracer");
                    }

                    @Override
                    public ContextPropagators getPropagators() {
                        return ContextPropagators.noop();
                    }
                };
        try (DatabaseManager manager =
                Dbm.builder()
                        .service(OpenTelemetry.class, rogue)
                        .config(parse("a = true"))
                        .load()) {
            manager.connect();
            assertThat(manager.connection("a").stats().pool().open()).isEqualTo(1);
        }
    }

    @Test
    void ofFailedAttemptsInARowTheFirstIsASpanWithoutSecrets() throws Exception {
        String config =
                """
                dbmanager.connections.a {
                  type = postgres, host = localhost, user = postgres, database = nowhere
                  password = hunter22, sslmode = disable, port = %d, enable-tracing = true
                }
                """
                        .formatted(TestPostgres.port());
        try (DatabaseManager manager =
                tracer.builder().config(ConfigFactory.parseString(config)).load()) {
            List<SpanData> spans =
                    tracer.during(
                            () -> {
                                assertThatThrownBy(manager::connect).isNotNull();
                                assertThatThrownBy(manager::connect).isNotNull();
                            });
            assertThat(spans).hasSize(1);
            assertThat(Tracer.said(spans.get(0))).containsEntry("error.type", "no_such_database");
            assertThat(spans.get(0).getStatus().getDescription())
                    .contains("database \"nowhere\" does not exist");
            assertThat(tracer.all().toString()).doesNotContain("hunter22");
        }
    }

    @Test
    void healthChecksAndPoolsAskNothingThatIsTraced() throws Exception {
        try (DatabaseManager manager = load("a = true")) {
            manager.connect();
            List<SpanData> spans = tracer.during(manager::healthCheck);
            assertThat(spans).isEmpty();
            assertThat(tracer.all()).extracting(SpanData::getName).containsExactly("caller");
        }
    }

    @Test
    void whichDatabaseItIsIsAskedWithoutATrace() throws Exception {
        try (DatabaseManager manager = connect(Kind.POSTGRES, "")) {
            NamedConnection primary = manager.connection("primary");
            List<SpanData> unused =
                    tracer.during(
                            () ->
                                    assertThat(primary.server().transport())
                                            .isEqualTo(Transport.PLAIN));
            assertThat(tracer.all()).extracting(SpanData::getName).containsExactly("caller");
        }
    }

    private static Connection borrow(DatabaseManager manager) throws SQLException {
        return manager.connection("primary").access(DataSource.class).getConnection();
    }

    /** Loads SQLite's memory under names, each with whether it is traced. */
    private DatabaseManager load(String traced) {
        return tracer.builder().config(parse(traced)).load();
    }

    private static Config parse(String traced) {
        StringBuilder config = new StringBuilder();
        for (String each : traced.split(", ", -1)) {
            String[] parts = each.split(" = ", -1);
            config.append(
                    "dbmanager.connections.%s { type = sqlite, filepath = \":memory:\", enable-tracing = %s }\n"
                            .formatted(parts[0], parts[1]));
        }
        return ConfigFactory.parseString(config.toString());
    }
}
