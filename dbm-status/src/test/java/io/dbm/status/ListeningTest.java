package io.dbm.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.dbm.ConfigurationException;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the page listens, and for how long. */
@Timeout(60)
class ListeningTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final String connection = "a { type = h2, database = " + Page.freshDatabase() + " }";

    @Test
    void aPortInUseIsNamedAndNothingIsLeftOpen() throws IOException, InterruptedException {
        try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
            int port = other.getLocalPort();
            AtomicReference<Config> file =
                    new AtomicReference<>(config("enabled = true, port = " + port));
            try (DatabaseManager manager = Dbm.builder().config(file::get).load()) {
                assertThatThrownBy(manager::connect)
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessage(
                                "the configuration has a problem:\n"
                                        + "  - dbmanager.status.port: cannot listen at port "
                                        + port
                                        + " of 127.0.0.1 (Address already in use): give it a port"
                                        + " that is free, or 0 for any (app.conf: 1)");
                assertThat(manager.stats().healthy()).isZero();
                Page.await(() -> threads().isEmpty());
                file.set(config("enabled = true, port = 0"));
                manager.reload();
                assertThat(Page.of(manager).get("/health").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void anAddressThatIsNotTheMachinesIsNamed() {
        String advice =
                ": 127.0.0.1 is for this machine alone, 0.0.0.0 for whoever can reach it (app.conf: 1)";
        assertThatThrownBy(() -> connect("enabled = true, port = 0, bind = \"192.0.2.1\""))
                .hasMessage(
                        "the configuration has a problem:\n  - dbmanager.status.bind: is no address"
                                + " of this machine"
                                + advice);
        assertThatThrownBy(() -> connect("enabled = true, port = 0, bind = \"256.0.0.1\""))
                .hasMessage(
                        "the configuration has a problem:\n  - dbmanager.status.bind: is no"
                                + " address, and no name of one"
                                + advice);
    }

    @Test
    void everyAddressOfTheLoopbackIsTheMachines() throws InterruptedException {
        try (DatabaseManager manager =
                Dbm.load(config("enabled = true, port = 0, bind = \"127.0.0.2\""))) {
            assertThat(Page.of(manager).get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aNameThatLeadsHereFromElsewhereIsNotAnsweredOnTheLoopback() throws Exception {
        try (DatabaseManager manager = Dbm.load(config("enabled = true, port = 0"))) {
            int port = Page.of(manager).port();
            for (String own : List.of("localhost", "LocalHost:80", "127.0.0.1:" + port, "[::1]")) {
                assertThat(answer(port, own)).as(own).startsWith("HTTP/1.1 200 ");
            }
            for (String other : List.of("evil.example", "evil.example:" + port, "127.0.0.1.x")) {
                assertThat(answer(port, other))
                        .as(other)
                        .startsWith("HTTP/1.1 421 ")
                        .endsWith(HostNames.REFUSAL + "\n")
                        .doesNotContain("connections");
                assertThat(answer("HEAD", port, other))
                        .startsWith("HTTP/1.1 421 ")
                        .endsWith("\r\n\r\n");
            }
        }
    }

    @Test
    void anyNameIsAnsweredWhereOthersMayReadIt() throws Exception {
        try (DatabaseManager manager =
                Dbm.load(config("enabled = true, port = 0, bind = \"0.0.0.0\""))) {
            assertThat(answer(Page.of(manager).port(), "status.shop.example"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    private static String answer(int port, String host) throws IOException {
        return answer("GET", port, host);
    }

    private static String answer(String method, int port, String host) throws IOException {
        try (Socket socket = new Socket(LOOPBACK, port)) {
            String request =
                    method
                            + " /status.json HTTP/1.1\r\nHost: "
                            + host
                            + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void wrongSettingsAreFoundWhenTheyAreLoaded() {
        assertThatThrownBy(() -> Dbm.load(config("enabled = true, port = 65536, binds = x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "the configuration has 2 problems:\n"
                                + "  - dbmanager.status.binds: unknown key; did you mean 'bind'?"
                                + " (app.conf: 1)\n"
                                + "  - dbmanager.status.port: must be at most 65535 (app.conf: 1)");
    }

    @Test
    void whoeverCanReachItMayReadItWhereThatIsAskedFor() throws InterruptedException {
        try (DatabaseManager manager =
                Dbm.load(config("enabled = true, port = 0, bind = \"0.0.0.0\""))) {
            assertThat(Page.of(manager).get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void closingTheManagerFreesThePortAndEndsTheThreads() throws Exception {
        int port;
        try (DatabaseManager manager = Dbm.load(config("enabled = true, port = 0"))) {
            Page page = Page.of(manager);
            port = page.port();
            assertThat(page.get("/status.json").statusCode()).isEqualTo(200);
            assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
        }
        Page.await(() -> threads().isEmpty());
        assertThatThrownBy(() -> new Socket(LOOPBACK, port).close())
                .isInstanceOf(ConnectException.class);
    }

    private void connect(String status) {
        try (DatabaseManager manager = Dbm.load(config(status))) {
            manager.connect();
        }
    }

    private Config config(String status) {
        return Page.parse(
                "dbmanager { status { " + status + " }, connections { " + connection + " } }");
    }

    /** Returns the page's, those of the JDK's server included. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(
                        each ->
                                each.getName().startsWith("dbm-status")
                                        || each.getName().startsWith("HTTP-Dispatcher")
                                        || each.getName().startsWith("idle-timeout-task"))
                .collect(Collectors.toSet());
    }
}
