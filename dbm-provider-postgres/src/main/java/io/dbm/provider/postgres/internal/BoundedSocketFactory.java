package io.dbm.provider.postgres.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Makes sockets that do not wait for a network which has become a black hole.
 *
 * <p>Four things are beyond the driver's own settings. Each read has its limit, and an answer takes
 * several: the server tells of a failure first, and then that it is ready again. Writes have none:
 * a statement with much data waits until the system gives up, which takes a quarter of an hour. A
 * TLS socket that is closed waits for the other side once more, as long as a read may: a limit that
 * was over would be double, and a connection that is cut off would hold up whoever closes its pool.
 * And keep-alive by the system's default begins after two hours.
 */
public final class BoundedSocketFactory extends SocketFactory {

    private static final int KEEP_ALIVE_IDLE_SECONDS = 30;
    private static final int KEEP_ALIVE_INTERVAL_SECONDS = 10;
    private static final int KEEP_ALIVE_PROBES = 3;

    /** For the driver. */
    public BoundedSocketFactory() {}

    /** Returns an unconnected socket; the driver connects it and switches keep-alive on. */
    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new BoundedSocket();
        // not every platform has them
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_IDLE_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_INTERVAL_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_PROBES);
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw notUsed();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw notUsed();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw notUsed();
    }

    @Override
    public Socket createSocket(
            InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw notUsed();
    }

    private static UnsupportedOperationException notUsed() {
        return new UnsupportedOperationException("the driver connects its sockets itself");
    }
}
