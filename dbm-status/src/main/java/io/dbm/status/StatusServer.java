package io.dbm.status;

import com.sun.net.httpserver.HttpServer;
import io.dbm.Health;
import io.dbm.spi.RunningExtension;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the site until it is closed, on daemon threads that grow with the requests in flight. */
final class StatusServer implements RunningExtension {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.status");

    /** From the first byte of a request to the last of its response. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpServer server;
    private final RequestThreads threads;
    private final Transitions transitions;

    /**
     * Starts.
     *
     * @param server has its port, and nothing else
     * @param limit for one request
     */
    StatusServer(HttpServer server, Site site, Transitions transitions, Duration limit) {
        this.server = server;
        this.threads = new RequestThreads(limit);
        this.transitions = transitions;
        server.setExecutor(threads);
        server.createContext(
                "/", new Exchanges(site, new HostNames(server.getAddress().getAddress())));
        // The server's own thread is a daemon if the one that starts it is.
        CompletableFuture.runAsync(
                        server::start,
                        task -> RequestThreads.daemon(task, "dbm-status-start").start())
                .join();
        LOG.info("event=status_page url={}", url(server.getAddress()));
    }

    private static String url(InetSocketAddress at) {
        InetAddress address = at.getAddress();
        String host = address.getHostAddress();
        return "http://"
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + at.getPort()
                + "/";
    }

    @Override
    public void healthChanged(String connection, Health before, Health now) {
        transitions.add(connection, before, now);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
