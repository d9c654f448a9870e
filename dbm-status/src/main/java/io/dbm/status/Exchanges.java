package io.dbm.status;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests, of which only those that read are served. */
final class Exchanges implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.status");

    /** What the page loads comes from here alone, and nothing of it from a text that is shown. */
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Cache-Control", "no-store",
                    "Content-Security-Policy",
                            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src"
                                    + " 'self'; img-src data:; base-uri 'none'; form-action 'none';"
                                    + " frame-ancestors 'none'",
                    "Cross-Origin-Resource-Policy", "same-origin",
                    "Referrer-Policy", "no-referrer",
                    "X-Content-Type-Options", "nosniff",
                    "X-Frame-Options", "DENY");

    private final Site site;
    private final HostNames names;

    Exchanges(Site site, HostNames names) {
        this.site = site;
        this.names = names;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange), !exchange.getRequestMethod().equals("HEAD"));
        }
    }

    private Response answer(HttpExchange exchange) {
        if (!names.isOwn(exchange.getRequestHeaders().getFirst("Host"))) {
            exchange.getResponseHeaders().set("Connection", "close");
            return Response.text(421, HostNames.REFUSAL);
        }
        return switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> response(exchange);
            default -> {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.getResponseHeaders().set("Connection", "close");
                yield Response.text(405, "only GET and HEAD are served");
            }
        };
    }

    private Response response(HttpExchange exchange) {
        try {
            return site.at(exchange.getRequestURI().getPath());
        } catch (RuntimeException | IOException e) {
            LOG.warn("event=status_request_failed path={}", exchange.getRequestURI(), e);
            return Response.text(500, "failed; the application's log says why");
        }
    }

    private static void send(HttpExchange exchange, Response response, boolean withBody)
            throws IOException {
        Headers headers = exchange.getResponseHeaders();
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        HEADERS.forEach(headers::set);
        headers.set("Content-Type", response.type());
        if (withBody) {
            exchange.sendResponseHeaders(response.status(), body.length);
            exchange.getResponseBody().write(body);
        } else {
            headers.set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(response.status(), -1);
        }
    }
}
