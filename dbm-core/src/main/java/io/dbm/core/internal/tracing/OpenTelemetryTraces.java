package io.dbm.core.internal.tracing;

import io.dbm.core.internal.failure.Redaction;
import io.dbm.core.internal.log.Quoted;
import io.dbm.core.internal.pool.PhysicalView;
import io.dbm.spi.FailureKind;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Traces one connection through the application's OpenTelemetry. */
final class OpenTelemetryTraces implements Traces {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.connection");

    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("dbm.connection.type");
    private static final String SCOPE = "io.dbm";

    private final String connection;
    private final String type;
    private final NamedTelemetry sql;
    private final NamedTelemetry plain;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile @Nullable PhysicalView view;

    OpenTelemetryTraces(
            String connection, String type, Redaction redaction, Tracing.Services services) {
        this.connection = connection;
        this.type = type;
        Application application = new Application(services.find(OpenTelemetry.class));
        this.sql =
                new NamedTelemetry(
                        application, connection, new Conventions(new Statements(redaction)));
        this.plain =
                new NamedTelemetry(
                        application,
                        connection,
                        new Conventions(
                                (query, system, to) ->
                                        to.put(Conventions.TEXT, redaction.clean(query))));
    }

    /**
     * What the instrumentation looks up when it is made must not be looked up before an opening.
     */
    @Override
    public PhysicalView view() {
        PhysicalView known = view;
        if (known == null) {
            JdbcTelemetry telemetry =
                    JdbcTelemetry.builder(sql)
                            .setDataSourceInstrumenterEnabled(false)
                            .setTransactionInstrumenterEnabled(true)
                            .setQuerySanitizationEnabled(false) // Statements does that
                            .setCaptureQueryParameters(false)
                            .build();
            known = PhysicalView.through(telemetry::wrap);
            view = known;
        }
        return known;
    }

    @Override
    public <T> Optional<T> telemetry(Class<T> wanted) {
        return wanted == OpenTelemetry.class ? Optional.of(wanted.cast(plain)) : Optional.empty();
    }

    @Override
    public Openings openings() {
        return new Attempts(Context.current());
    }

    private final class Attempts implements Openings {
        private final Context caller;

        Attempts(Context caller) {
            this.caller = caller;
        }

        @Override
        public void succeeded(Instant start) {
            failing.set(false);
            trace(() -> begin(start).end());
        }

        @Override
        public void failed(Instant start, FailureKind kind, Supplier<String> reason) {
            if (!failing.getAndSet(true)) {
                String error = kind.name().toLowerCase(Locale.ROOT);
                trace(
                        () ->
                                begin(start)
                                        .setAttribute(Conventions.ERROR_TYPE, error)
                                        .setStatus(StatusCode.ERROR, read(reason))
                                        .end());
            }
        }

        /** What the application has its spans go through keeps no database from being opened. */
        private void trace(Runnable span) {
            try {
                span.run();
            } catch (RuntimeException | LinkageError e) {
                LOG.warn(
                        "connection={} event=not_traced reason={}",
                        connection,
                        Quoted.of(e.getClass().getName()));
            }
        }

        private static String read(Supplier<String> reason) {
            try {
                return reason.get();
            } catch (RuntimeException | Error e) {
                return "its error cannot be read: " + e.getClass().getName();
            }
        }

        private Span begin(Instant start) {
            return plain.getTracer(SCOPE)
                    .spanBuilder("connect " + connection)
                    .setParent(caller)
                    .setAttribute(TYPE, type)
                    .setStartTimestamp(start)
                    .startSpan();
        }
    }
}
