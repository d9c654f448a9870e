package io.dbm.provider.mssql.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/** Makes the sockets of the driver, which are remembered. */
public final class RawSocketFactory extends SocketFactory {

    private final RawSockets sockets;

    /**
     * For the driver.
     *
     * @param key of the {@link RawSockets} of the physical connection
     */
    public RawSocketFactory(String key) throws SocketException {
        sockets = RawSockets.of(key);
    }

    /** Returns an unconnected socket; the driver connects it and sets its options. */
    @Override
    public Socket createSocket() throws IOException {
        return sockets.make();
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
