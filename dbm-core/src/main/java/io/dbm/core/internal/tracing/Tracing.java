package io.dbm.core.internal.tracing;

import io.dbm.core.internal.failure.Redaction;
import java.util.Optional;

/** The way to the traces of connections. It loads nothing of OpenTelemetry by itself. */
public final class Tracing {

    private static final String ARTIFACT = "io.opentelemetry.instrumentation:opentelemetry-jdbc";

    private Tracing() {}

    /** What the application has handed over, by type. */
    @FunctionalInterface
    public interface Services {

        /** Returns the object of that type, if there is one. */
        <T> Optional<T> find(Class<T> type);
    }

    /** Returns what keeps a SQL connection from being traced, and what to do about it. */
    public static Optional<String> obstacle() {
        try {
            Class<?> telemetry =
                    find("io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetryBuilder");
            Class<?> analyzer =
                    find(
                            "io.opentelemetry.instrumentation.api.incubator.semconv.db"
                                    + ".SqlQueryAnalyzer");
            find("io.opentelemetry.api.GlobalOpenTelemetry").getMethod("isSet");
            telemetry.getMethod("setQuerySanitizationEnabled", boolean.class);
            analyzer.getMethod("create", boolean.class);
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.of("tracing needs " + ARTIFACT + " on the class path: add it");
        } catch (NoSuchMethodException | LinkageError e) {
            return Optional.of(
                    "the "
                            + ARTIFACT
                            + " on the class path, or what came with it, is of a version that dbm"
                            + " was not made for: use the version that dbm-bom says");
        }
    }

    private static Class<?> find(String type) throws ClassNotFoundException {
        return Class.forName(type, false, Tracing.class.getClassLoader());
    }

    /**
     * Returns the traces of one connection, which begin when it is opened.
     *
     * @param enabled whether there are to be any
     * @param type of its database
     * @param redaction takes its secrets out of statements
     * @param services may have the application's OpenTelemetry; otherwise it is the global one
     */
    public static Traces of(
            boolean enabled,
            String connection,
            String type,
            Redaction redaction,
            Services services) {
        return enabled
                ? new OpenTelemetryTraces(connection, type, redaction, services)
                : Traces.NONE;
    }
}
