package io.dbm.core.internal.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Optional;

/**
 * The application's OpenTelemetry: what it has handed to the builder, or else the global one from
 * the moment that it is set. To ask for that sooner would keep the application from setting it.
 */
final class Application {

    private volatile OpenTelemetry known;
    private volatile boolean settled;

    Application(Optional<OpenTelemetry> given) {
        known = given.orElseGet(OpenTelemetry::noop);
        settled = given.isPresent();
    }

    OpenTelemetry telemetry() {
        if (!settled && GlobalOpenTelemetry.isSet()) {
            known = GlobalOpenTelemetry.get();
            settled = true;
        }
        return known;
    }
}
