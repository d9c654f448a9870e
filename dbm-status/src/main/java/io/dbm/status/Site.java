package io.dbm.status;

import io.dbm.ManagerHealth;
import io.dbm.spi.ExtensionContext;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** What there is to look at, by path. */
final class Site {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final ExtensionContext context;
    private final CollectorRegistry collectors;
    private final HealthReport health;
    private final StatusReport status;
    private final ConfigurationReport configuration;

    Site(ExtensionContext context, Transitions transitions) {
        this.context = context;
        this.collectors =
                context.service(CollectorRegistry.class).orElse(CollectorRegistry.defaultRegistry);
        this.health = new HealthReport(context.manager());
        this.status = new StatusReport(context.manager(), transitions);
        this.configuration = new ConfigurationReport(context);
    }

    Response at(String path) throws IOException {
        return switch (path) {
            case "/" -> Response.file("page.html", "text/html");
            case "/page.css" -> Response.file("page.css", "text/css");
            case "/page.js" -> Response.file("page.js", "text/javascript");
            case "/status.json" -> Response.json(OK, status.now());
            case "/configuration.json" -> Response.json(OK, configuration.now());
            case "/health", "/health/ready" -> ready();
            case "/health/live" -> Response.json(OK, Map.of("status", "UP"));
            case "/metrics" -> metrics();
            default ->
                    Response.text(
                            NOT_FOUND,
                            "nothing is here; there are /, /health, /health/live, /health/ready,"
                                    + " /metrics, /status.json and /configuration.json");
        };
    }

    private Response ready() {
        ManagerHealth found = context.manager().health();
        return Response.json(found.isReady() ? OK : UNAVAILABLE, health.of(found));
    }

    private Response metrics() throws IOException {
        StringWriter text = new StringWriter();
        TextFormat.write004(text, collectors.metricFamilySamples());
        return new Response(OK, TextFormat.CONTENT_TYPE_004, text.toString());
    }
}
