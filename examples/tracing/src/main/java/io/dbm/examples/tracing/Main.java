package io.dbm.examples.tracing;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.logging.LoggingSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.jdbi.v3.core.Handle;

/** Takes an order in a transaction, through two access layers; each span is printed as it ends. */
public final class Main {

    private Main() {}

    /** Runs the example. */
    public static void main(String[] arguments) {
        SdkTracerProvider tracers =
                SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(LoggingSpanExporter.create()))
                        .build();
        try (OpenTelemetrySdk telemetry =
                OpenTelemetrySdk.builder().setTracerProvider(tracers).build()) {
            run(telemetry);
        }
    }

    static void run(OpenTelemetry telemetry) {
        try (DatabaseManager manager =
                Dbm.builder()
                        .config(ConfigFactory.load("tracing"))
                        .service(OpenTelemetry.class, telemetry)
                        .load()) {
            manager.connect();
            NamedConnection shop = manager.connection("shop");
            shop.database().update("create table orders (id int primary key, customer text)");
            Span span = telemetry.getTracer("shop").spanBuilder("take order").startSpan();
            try (Scope current = span.makeCurrent()) {
                takeOrder(shop);
            } finally {
                span.end();
            }
        }
    }

    private static void takeOrder(NamedConnection shop) {
        shop.useTransaction(
                tx -> {
                    tx.session(Handle.class)
                            .execute("insert into orders values (?, 'Ada Lovelace')", 4711);
                    tx.database().queryOne("select count(*) from orders", row -> row.getInt(1));
                });
    }
}
