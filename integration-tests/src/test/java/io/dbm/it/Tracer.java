package io.dbm.it;

import io.dbm.core.Dbm;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An application that is traced, and what has come of it. */
public final class Tracer implements AutoCloseable {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk =
            OpenTelemetrySdk.builder()
                    .setTracerProvider(
                            SdkTracerProvider.builder()
                                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                                    .build())
                    .build();
    private boolean isGlobal;

    /** What an application does in a span of its own. */
    @FunctionalInterface
    public interface Work {

        /** Does it. */
        void run() throws Exception;
    }

    /** Returns a builder that knows it. */
    public Dbm.Builder builder() {
        return Dbm.builder().service(OpenTelemetry.class, sdk);
    }

    /** Makes it the one of the JVM, until it is closed. */
    void becomeGlobal() {
        GlobalOpenTelemetry.set(sdk);
        isGlobal = true;
    }

    /** Returns the spans below one around the work, which alone is ended after them. */
    public List<SpanData> during(Work work) throws Exception {
        spans.reset();
        Span caller = sdk.getTracer("application").spanBuilder("caller").startSpan();
        try (Scope current = caller.makeCurrent()) {
            work.run();
        } finally {
            caller.end();
        }
        String parent = caller.getSpanContext().getSpanId();
        return all().stream().filter(each -> each.getParentSpanId().equals(parent)).toList();
    }

    /** Returns all spans since it was last asked for those of some work, and that one's too. */
    public List<SpanData> all() {
        return spans.getFinishedSpanItems();
    }

    /** Returns what a span says, by name. */
    public static Map<String, Object> said(SpanData span) {
        Map<String, Object> said = new TreeMap<>();
        span.getAttributes()
                .forEach((AttributeKey<?> key, Object value) -> said.put(key.getKey(), value));
        return said;
    }

    @Override
    public void close() {
        sdk.close();
        if (isGlobal) {
            GlobalOpenTelemetry.resetForTest();
        }
    }
}
