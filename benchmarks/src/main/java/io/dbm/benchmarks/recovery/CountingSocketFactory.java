package io.dbm.benchmarks.recovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/** Counts how often the driver tries to reach the database; it makes an instance for each try. */
public final class CountingSocketFactory extends SocketFactory {

    private static final AtomicInteger TRIES = new AtomicInteger();

    /** For the driver. */
    public CountingSocketFactory() {}

    static int tries() {
        return TRIES.get();
    }

    @Override
    public Socket createSocket() {
        TRIES.incrementAndGet();
        return new Socket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
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
