package io.dbm.benchmarks.feature;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** What a connection can be configured to do. The first is what the others are compared with. */
public enum Feature {
    NONE("all off", ""),
    NONE_AGAIN("all off, again (control)", ""),
    CHECKS("`health-check-interval = 1s`", "health-check-interval = 1s"),
    LEAKS("`leak-detection-threshold = 10s`", "leak-detection-threshold = 10s"),
    METRICS("`enable-metrics`", "enable-metrics = true"),
    TIMINGS("`metrics-timings`", "enable-metrics = true, metrics-timings = true"),
    JMX("`enable-jmx`", "enable-jmx = true"),
    SLOW("`slow-query-threshold = 1s`", "slow-query-threshold = 1s"),
    LOGGING("`enable-logging`, at INFO", "enable-logging = true"),
    TRACING_NOOP("`enable-tracing`, no-op OpenTelemetry", "enable-tracing = true"),
    TRACING("`enable-tracing`, spans sampled and dropped", "enable-tracing = true") {
        @Override
        OpenTelemetry telemetry() {
            return OpenTelemetrySdk.builder()
                    .setTracerProvider(
                            SdkTracerProvider.builder()
                                    .addSpanProcessor(SpanProcessor.composite())
                                    .build())
                    .build();
        }
    };

    private final String label;
    private final String settings;

    Feature(String label, String settings) {
        this.label = label;
        this.settings = settings;
    }

    String label() {
        return label;
    }

    /** Returns it in HOCON. */
    String settings() {
        return settings;
    }

    /** Returns what traces, where something does. */
    OpenTelemetry telemetry() {
        return OpenTelemetry.noop();
    }
}
