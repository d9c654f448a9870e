package com.example.h2;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.typesafe.config.ConfigFactory;
import io.dbm.ConfigurationException;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.Health;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.prometheus.client.CollectorRegistry;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the provider has not a line about. */
class H2InUseTest {

    private final CollectorRegistry metrics = new CollectorRegistry();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry =
            OpenTelemetrySdk.builder()
                    .setTracerProvider(
                            SdkTracerProvider.builder()
                                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                                    .build())
                    .build();
    private TestServer server;
    private DatabaseManager manager;
    private NamedConnection connection;

    @BeforeEach
    void connect() throws Exception {
        server = new TestServer();
        manager =
                load(
                        server.connection("tck-password")
                                + ", enable-metrics = true, enable-tracing = true");
        manager.connect();
        connection = manager.connection("a");
        connection.database().update("create table word (word varchar(20))");
    }

    private DatabaseManager load(String settings) {
        return Dbm.builder()
                .config(ConfigFactory.parseString("dbmanager.connections.a { " + settings + " }"))
                .service(MetricRegistry.class, new MetricRegistry())
                .service(CollectorRegistry.class, metrics)
                .service(OpenTelemetry.class, telemetry)
                .load();
    }

    @AfterEach
    void close() throws Exception {
        manager.close();
        telemetry.close();
        server.close();
    }

    @Test
    void healthAndReconnect() throws Exception {
        server.stop();
        assertThat(connection.healthCheck().status()).isEqualTo(Health.Status.DOWN);
        server.startAgain();
        connection.reconnect();
        assertThat(connection.healthCheck().status()).isEqualTo(Health.Status.UP);
        assertThat(connection.database().update("insert into word values (?)", "one")).isOne();
    }

    @Test
    void metrics() {
        assertThat(
                        metrics.getSampleValue(
                                "dbmanager_connection_opened_total",
                                new String[] {"name", "type"},
                                new String[] {"a", "h2"}))
                .isPositive();
    }

    @Test
    void tracing() {
        connection.database().update("insert into word values (?)", "secret");
        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactly("connect a", "create table word", "insert word");
        assertThat(spans.getFinishedSpanItems().get(2).getAttributes().asMap())
                .containsEntry(stringKey("dbm.connection.name"), "a")
                .containsEntry(stringKey("db.query.text"), "insert into word values (?)");
    }

    @Test
    void transactions() {
        assertThatThrownBy(
                        () ->
                                connection.useTransaction(
                                        tx -> {
                                            tx.database()
                                                    .update("insert into word values (?)", "lost");
                                            throw new IllegalStateException("after all");
                                        }))
                .hasMessage("after all");
        connection.useTransaction(
                tx -> tx.database().update("insert into word values (?)", "kept"));
        assertThat(connection.database().query("select word from word", row -> row.getString(1)))
                .containsExactly("kept");
    }

    @Test
    void aServerThatSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                DatabaseManager other =
                        load(
                                "type = h2, database = shop, query-timeout = 100ms,"
                                        + " retry-attempts = 1, port = "
                                        + silent.getLocalPort())) {
            assertThatThrownBy(other::connect)
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining("Read timed out");
        }
    }

    @Test
    void mistakesInTheFile() {
        assertThatThrownBy(() -> load("type = h2, databse = shop, port = many"))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        mistakes ->
                                assertThat(mistakes.problems())
                                        .extracting(ConfigurationException.Problem::message)
                                        .containsExactlyInAnyOrder(
                                                "unknown key; did you mean 'database'?",
                                                "is missing: write the database on the server",
                                                "must be a whole number, zero or more"));
    }
}
