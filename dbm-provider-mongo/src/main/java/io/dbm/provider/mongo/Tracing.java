package io.dbm.provider.mongo;

import com.mongodb.event.CommandListener;
import io.dbm.spi.ProviderContext;
import java.util.Optional;

/** The way to the traces of commands. It loads nothing of OpenTelemetry by itself. */
final class Tracing {

    private static final String ARTIFACT =
            "io.opentelemetry.instrumentation:opentelemetry-mongo-3.1";

    private Tracing() {}

    /** Returns what keeps connections from being traced, and what to do about it. */
    static Optional<String> obstacle() {
        try {
            Class<?> unused =
                    Class.forName(
                            "io.opentelemetry.instrumentation.mongo.v3_1.MongoTelemetry",
                            false,
                            Tracing.class.getClassLoader());
            return Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.of("tracing needs " + ARTIFACT + " on the class path: add it");
        }
    }

    /** Returns what traces the commands of a client, if they are to be. */
    static Optional<CommandListener> listener(ProviderContext context) {
        return obstacle().isPresent() ? Optional.empty() : CommandTraces.listener(context);
    }
}
