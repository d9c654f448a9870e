package io.dbm.core.internal.tracing;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * OpenTelemetry's stable conventions for spans of databases. The instrumentations follow them only
 * where a property of the whole JVM says so, and older ones otherwise: what they say by those is
 * put in the stable ones' words.
 */
final class Conventions {

    static final AttributeKey<String> CONNECTION = stringKey("dbm.connection.name");
    static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");
    static final AttributeKey<String> SUMMARY = stringKey("db.query.summary");
    static final AttributeKey<String> TEXT = stringKey("db.query.text");
    private static final AttributeKey<String> SYSTEM = stringKey("db.system.name");
    private static final AttributeKey<String> OPERATION = stringKey("db.operation.name");
    private static final AttributeKey<String> COLLECTION = stringKey("db.collection.name");
    private static final AttributeKey<String> STATUS = stringKey("db.response.status_code");

    /** By the old conventions, several statements at once have neither a text nor an operation. */
    private static final String BATCH = "BATCH";

    private static final AttributeKey<String> OLD_SYSTEM = stringKey("db.system");
    private static final AttributeKey<String> OLD_TEXT = stringKey("db.statement");

    private static final Map<String, AttributeKey<String>> RENAMED =
            Map.of(
                    "db.system", SYSTEM,
                    "db.name", stringKey("db.namespace"),
                    "db.operation", OPERATION,
                    "db.mongodb.collection", COLLECTION);

    /** Who logs in, and where, as a text that may say more; a table, which the summary names. */
    private static final Set<String> DROPPED =
            Set.of("db.user", "db.connection_string", "db.statement", "db.sql.table");

    private static final Map<String, String> SYSTEMS =
            Map.of(
                    "mssql", "microsoft.sql_server",
                    "h2", "h2database",
                    "oracle", "oracle.db",
                    "db2", "ibm.db2",
                    "derby", "apache.derby",
                    "hanadb", "sap.hana",
                    "redshift", "aws.redshift");

    private final Queries queries;

    /** Tells what may be said of a query. */
    @FunctionalInterface
    interface Queries {

        /** Says it of one that may hold anything. */
        void describe(String query, String system, AttributesBuilder to);
    }

    /** A span as it is to begin. */
    record Start(String name, Attributes attributes) {}

    Conventions(Queries queries) {
        this.queries = queries;
    }

    Start start(String name, Attributes given) {
        boolean old = given.get(SYSTEM) == null && given.get(OLD_SYSTEM) != null;
        String system = old ? given.get(OLD_SYSTEM) : given.get(SYSTEM);
        String query = Optional.ofNullable(given.get(TEXT)).orElse(given.get(OLD_TEXT));
        AttributesBuilder said = Attributes.builder();
        if (query != null && system != null) {
            queries.describe(query, systemName(system), said);
        }
        given.forEach((key, value) -> say(said, key, value));
        if (said.build().get(SUMMARY) != null) {
            said.remove(OPERATION); // it is in the summary
        }
        Attributes attributes = said.build();
        return new Start(old ? name(name, attributes) : name, attributes);
    }

    private static String name(String given, Attributes attributes) {
        String summary = attributes.get(SUMMARY);
        String operation = attributes.get(OPERATION);
        String collection = attributes.get(COLLECTION);
        if (summary != null) {
            return summary;
        }
        if (operation == null) {
            return attributes.get(TEXT) == null ? BATCH : given;
        }
        return collection == null ? operation : operation + " " + collection;
    }

    @SuppressWarnings("unchecked") // a key has the type of its value
    private static void say(AttributesBuilder said, AttributeKey<?> key, Object value) {
        String name = key.getKey();
        AttributeKey<String> stable = RENAMED.get(name);
        if (stable != null) {
            String text = String.valueOf(value);
            said.put(stable, stable == SYSTEM ? systemName(text) : text);
        } else if (!DROPPED.contains(name) && !key.equals(TEXT)) {
            said.put((AttributeKey<Object>) key, value);
        }
    }

    private static String systemName(String system) {
        return SYSTEMS.getOrDefault(system, system);
    }

    /** Returns what an instrumentation says when a span ends. */
    Attributes end(Attributes given) {
        AttributesBuilder said = Attributes.builder();
        given.forEach((key, value) -> say(said, key, value));
        return said.build();
    }

    /** Returns what a failure is: its SQLSTATE, else the vendor's code, else its class. */
    static Attributes error(Throwable failure) {
        Optional<String> code = failure instanceof SQLException sql ? code(sql) : Optional.empty();
        AttributesBuilder said = Attributes.builder();
        code.ifPresent(it -> said.put(STATUS, it));
        return said.put(ERROR_TYPE, code.orElse(failure.getClass().getName())).build();
    }

    private static Optional<String> code(SQLException failure) {
        try {
            String state = failure.getSQLState();
            if (state != null && !state.isEmpty()) {
                return Optional.of(state);
            }
            int code = failure.getErrorCode();
            return code == 0 ? Optional.empty() : Optional.of(String.valueOf(code));
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty(); // the driver's own exception may fail
        }
    }

    /** Returns the event of a failure, without any message: a driver's may quote values. */
    static Attributes event(Throwable failure) {
        StringBuilder trace = new StringBuilder(failure.getClass().getName());
        for (StackTraceElement each : failure.getStackTrace()) {
            trace.append("\n\tat ").append(each);
        }
        return Attributes.of(
                stringKey("exception.type"),
                failure.getClass().getName(),
                stringKey("exception.stacktrace"),
                trace.toString());
    }
}
