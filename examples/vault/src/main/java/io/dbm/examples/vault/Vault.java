package io.dbm.examples.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A server that does what Vault's database secrets engine does: whoever shows the token is lent a
 * role of a PostgreSQL server, which is dropped when the lease is over. Whoever still uses it then
 * is thrown out, so that nobody can rely on being overlooked.
 */
final class Vault implements AutoCloseable {

    /** What is to be shown. */
    static final String TOKEN = UUID.randomUUID().toString();

    private final DataSource administrator;
    private final Duration lease;
    private final HttpServer server;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger lent = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();

    private Vault(DataSource administrator, Duration lease) throws IOException {
        this.administrator = administrator;
        this.lease = lease;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/database/creds/app", this::lend);
        server.start();
    }

    /** Starts it on a port that the system chooses. */
    static Vault start(DataSource administrator, Duration lease) throws IOException {
        return new Vault(administrator, lease);
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Returns how many roles it has dropped. */
    int dropped() {
        return dropped.get();
    }

    private void lend(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            byte[] answer = lend().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (SQLException e) {
            exchange.sendResponseHeaders(500, -1);
        }
    }

    private String lend() throws SQLException {
        String role = "v-app-" + lent.incrementAndGet();
        String password = UUID.randomUUID().toString();
        execute(
                "create role \"%s\" login password '%s' valid until '%s'"
                        .formatted(role, password, Instant.now().plus(lease)));
        Future<?> unused =
                clock.schedule(() -> drop(role), lease.toMillis(), TimeUnit.MILLISECONDS);
        return """
               {"lease_duration": %d, "data": {"username": "%s", "password": "%s"}}
               """
                .formatted(lease.toSeconds(), role, password);
    }

    private void drop(String role) {
        try {
            execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where usename = '%s'"
                            .formatted(role));
            execute("drop role \"%s\"".formatted(role));
            dropped.incrementAndGet();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = administrator.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        clock.shutdownNow();
    }
}
