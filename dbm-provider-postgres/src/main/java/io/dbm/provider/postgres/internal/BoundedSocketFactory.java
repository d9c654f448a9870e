package io.dbm.provider.postgres.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Makes sockets that do not wait for a network which has become a black hole.
 *
 * <p>Two things are beyond the driver's own settings. A TLS socket that is closed waits for the
 * other side once more, as long as a read may: a limit that was over would be double, and a
 * connection that is cut off would hold up whoever closes its pool. And keep-alive by the system's
 * default begins after two hours.
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

    /**
     * A socket whose reads, after one has timed out or the last word was said, time out at once
     * until it gets a new limit.
     */
    private static final class BoundedSocket extends Socket {

        private volatile boolean waitsNoMore;

        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            waitsNoMore = false;
            super.setSoTimeout(millis);
        }

        /** A TLS socket does so when it is closed, before it waits for the other side. */
        @Override
        public void shutdownOutput() throws IOException {
            waitsNoMore = true;
            super.shutdownOutput();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new BoundedInputStream(super.getInputStream());
        }

        private final class BoundedInputStream extends FilterInputStream {

            BoundedInputStream(InputStream in) {
                super(in);
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (waitsNoMore) {
                    throw new SocketTimeoutException("no more is waited for");
                }
                try {
                    return super.read(buffer, offset, length);
                } catch (SocketTimeoutException e) {
                    waitsNoMore = true;
                    throw e;
                }
            }
        }
    }
}
