package io.dbm.examples.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void statementsOfTheTransactionAreInTheOrdersSpan() {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        SdkTracerProvider tracers =
                SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build();
        OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder().setTracerProvider(tracers).build();
        Main.run(telemetry);
        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactly(
                        "connect shop",
                        "create table orders",
                        "insert orders",
                        "select orders",
                        "COMMIT",
                        "take order");
        assertThat(spans.getFinishedSpanItems().toString()).doesNotContain("4711", "Lovelace");
        telemetry.close();
    }
}
