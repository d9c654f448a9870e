package io.dbm.provider.postgres.internal;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Makes sockets that do not wait for a network which has become a black hole.
 *
 * <p>Three things are beyond the driver's own settings. Each read has its limit, and an answer
 * takes several: the server tells of a failure first, and then that it is ready again. A TLS socket
 * that is closed waits for the other side once more, as long as a read may: a limit that was over
 * would be double, and a connection that is cut off would hold up whoever closes its pool. And
 * keep-alive by the system's default begins after two hours.
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
     * A socket whose limit for reads is one for the whole answer: it counts from the latest word
     * that was said, or from when the limit was set if that was later. What is there already can be
     * read afterwards, too. After a read has timed out or the last word was said, reads time out at
     * once until there is a new limit.
     */
    private static final class BoundedSocket extends Socket {

        private volatile boolean waitsNoMore;
        private volatile int limitMillis;
        private volatile long since;

        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            super.setSoTimeout(millis);
            limitMillis = millis;
            since = System.nanoTime();
            waitsNoMore = false;
        }

        /** Not what is left of it, which is what the socket itself was told. */
        @Override
        public synchronized int getSoTimeout() {
            return limitMillis;
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

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new WatchedOutputStream(super.getOutputStream());
        }

        private void waitOnlyForWhatIsLeft() throws SocketException {
            if (limitMillis > 0) {
                long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
                super.setSoTimeout((int) Math.max(1, limitMillis - passed));
            }
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
                waitOnlyForWhatIsLeft();
                try {
                    return super.read(buffer, offset, length);
                } catch (SocketTimeoutException e) {
                    waitsNoMore = true;
                    throw e;
                }
            }
        }

        private final class WatchedOutputStream extends FilterOutputStream {

            WatchedOutputStream(OutputStream out) {
                super(out);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                out.write(buffer, offset, length);
                since = System.nanoTime();
            }

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }
        }
    }
}
