package io.dbm.provider.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterSettings;
import io.dbm.spi.FailureKind;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a server answers at all, without the driver: each of its clients is costly, and logs
 * some kilobytes when it is made and when it finds nobody.
 *
 * <p>All servers are asked side by side, at each of their addresses. The first byte of an answer is
 * enough, since a client then asks properly.
 */
final class ServerCall implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final Greeting greeting;
    private final Map<ServerAddress, @Nullable IOException> failures = new LinkedHashMap<>();

    private ServerCall(Greeting greeting) throws IOException {
        this.greeting = greeting;
    }

    /**
     * Whether the driver reaches the servers by nothing but their names and TCP, and no lookup of
     * them.
     */
    static boolean canBeMade(MongoClientSettings settings) {
        ClusterSettings cluster = settings.getClusterSettings();
        return cluster.getSrvHost() == null
                && !settings.getSocketSettings().getProxySettings().isProxyEnabled()
                && cluster.getHosts().stream().allMatch(it -> it.getClass() == ServerAddress.class);
    }

    /**
     * Waits for an answer, but no longer than a limit.
     *
     * @throws OpeningException if no server has answered; it says of them what {@link FirstContact}
     *     would
     */
    static void await(MongoClientSettings settings, Duration limit)
            throws OpeningException, IOException, GeneralSecurityException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        try (ServerCall call = new ServerCall(Greeting.of(settings.getSslSettings()))) {
            settings.getClusterSettings().getHosts().forEach(call::begin);
            if (!call.isAnsweredBefore(deadline)) {
                throw call.refusal(limit);
            }
        }
    }

    private void begin(ServerAddress server) {
        failures.put(server, null);
        try {
            for (InetAddress address : InetAddress.getAllByName(server.getHost())) {
                begin(server, new InetSocketAddress(address, server.getPort()));
            }
        } catch (IOException e) {
            failures.put(server, e);
        }
    }

    private void begin(ServerAddress server, InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, server);
            if (channel.connect(address)) {
                greet(key);
            }
        } catch (IOException e) {
            channel.close();
            failures.put(server, e);
        }
    }

    private void greet(SelectionKey key) throws IOException {
        ServerAddress server = (ServerAddress) key.attachment();
        int sent = ((SocketChannel) key.channel()).write(greeting.to(server));
        if (sent == 0) {
            throw new IOException("nothing can be sent");
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private boolean isAnsweredBefore(long deadline) throws IOException, InterruptedException {
        while (selector.keys().stream().anyMatch(SelectionKey::isValid)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            selector.select(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            for (SelectionKey key : selector.selectedKeys()) {
                if (isAnswered(key)) {
                    return true;
                }
            }
            selector.selectedKeys().clear();
        }
        return false;
    }

    private boolean isAnswered(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable()) {
                boolean unused = channel.finishConnect();
                greet(key);
            } else if (channel.read(ByteBuffer.allocate(1)) > 0) {
                return true;
            } else {
                throw new EOFException("the connection was closed before an answer");
            }
        } catch (IOException e) {
            channel.close();
            failures.put((ServerAddress) key.attachment(), e);
        }
        return false;
    }

    private OpeningException refusal(Duration limit) {
        boolean inTime = selector.keys().stream().noneMatch(SelectionKey::isValid);
        return new OpeningException(
                "no server to read from"
                        + (inTime ? "" : " within " + limit.toMillis() + " ms")
                        + ": "
                        + failures.keySet().stream()
                                .map(this::describe)
                                .collect(Collectors.joining("; ")),
                FailureKind.UNREACHABLE);
    }

    private String describe(ServerAddress server) {
        IOException failure = failures.get(server);
        return server + (failure == null ? " has not answered" : " cannot be reached, " + failure);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
