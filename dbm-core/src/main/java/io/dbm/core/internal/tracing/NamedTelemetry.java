package io.dbm.core.internal.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;

/**
 * What an instrumentation traces one connection with: the application's OpenTelemetry, whose spans
 * carry the connection's name and follow the stable conventions. It has no metrics and no logs,
 * since nobody has asked for those.
 */
final class NamedTelemetry implements OpenTelemetry, TracerProvider {

    private final Application application;
    private final String connection;
    private final Conventions conventions;

    NamedTelemetry(Application application, String connection, Conventions conventions) {
        this.application = application;
        this.connection = connection;
        this.conventions = conventions;
    }

    @Override
    public TracerProvider getTracerProvider() {
        return this;
    }

    @Override
    public ContextPropagators getPropagators() {
        return ContextPropagators.noop(); // a database takes no context
    }

    @Override
    public Tracer get(String scope) {
        return tracerBuilder(scope).build();
    }

    @Override
    public Tracer get(String scope, String version) {
        return tracerBuilder(scope).setInstrumentationVersion(version).build();
    }

    @Override
    public TracerBuilder tracerBuilder(String scope) {
        return new NamedTracer(scope);
    }

    /** A tracer, which is its own builder and finds the application's when it is used. */
    private final class NamedTracer implements TracerBuilder, Tracer {
        private final String scope;
        private volatile String version = "";
        private volatile Resolved resolved = new Resolved(OpenTelemetry.noop());

        NamedTracer(String scope) {
            this.scope = scope;
        }

        /** Says nothing: what the instrumentation names may be others than those followed here. */
        @Override
        public TracerBuilder setSchemaUrl(String url) {
            return this;
        }

        @Override
        public TracerBuilder setInstrumentationVersion(String number) {
            version = number;
            return this;
        }

        @Override
        public Tracer build() {
            return this;
        }

        @Override
        public SpanBuilder spanBuilder(String name) {
            return new DatabaseSpanBuilder(real(), name, connection, conventions);
        }

        private Tracer real() {
            OpenTelemetry telemetry = application.telemetry();
            Resolved known = resolved;
            if (known.telemetry() != telemetry) {
                known =
                        new Resolved(
                                telemetry,
                                version.isEmpty()
                                        ? telemetry.getTracer(scope)
                                        : telemetry.getTracer(scope, version));
                resolved = known;
            }
            return known.tracer();
        }
    }

    private record Resolved(OpenTelemetry telemetry, Tracer tracer) {
        Resolved(OpenTelemetry telemetry) {
            this(telemetry, telemetry.getTracer("none"));
        }
    }

    /** Names nothing. */
    @Override
    public String toString() {
        return "telemetry of connection '" + connection + "'";
    }
}
