package io.dbm.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.spi.EffectiveSetting;
import io.dbm.spi.ExtensionContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that begin a request and do not end it. */
@Timeout(60)
class SlowClientTest {

    private static final int MORE_THAN_THREADS = 40;

    @Test
    void theyDoNotHoldOthersForLongAndAreCutOff() throws Exception {
        try (DatabaseManager manager = manager()) {
            HttpServer http = Listening.at("127.0.0.1", 0);
            Transitions transitions = new Transitions();
            Site site = new Site(new Context(manager), transitions);
            try (StatusServer server =
                    new StatusServer(http, site, transitions, Duration.ofMillis(300))) {
                int port = http.getAddress().getPort();
                List<Socket> slow = new ArrayList<>();
                for (int i = 0; i < MORE_THAN_THREADS; i++) {
                    slow.add(halfARequest(port));
                }
                assertThat(status(port)).isEqualTo(200);
                for (Socket each : slow) {
                    assertThat(isCutOff(each)).isTrue();
                    each.close();
                }
                assertThat(status(port)).isEqualTo(200);
            }
        }
    }

    private static DatabaseManager manager() {
        return Dbm.load(
                Page.parse(
                        "dbmanager.connections.a { type = h2, database = "
                                + Page.freshDatabase()
                                + " }"));
    }

    private static Socket halfARequest(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static boolean isCutOff(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static int status(int port) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live"))
                        .timeout(Duration.ofSeconds(20))
                        .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private record Context(DatabaseManager manager) implements ExtensionContext {
        @Override
        public List<EffectiveSetting> configuration() {
            return List.of();
        }

        @Override
        public <T> Optional<T> service(Class<T> type) {
            return Optional.empty();
        }
    }
}
