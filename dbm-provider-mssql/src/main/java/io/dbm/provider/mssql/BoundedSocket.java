package io.dbm.provider.mssql;

import io.dbm.provider.mssql.internal.RawSockets;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * A socket whose limit for reads is one for each write, too: when it is over, the socket is closed.
 * Otherwise, where the network does not take what is written, whoever writes waits until the system
 * gives up, which takes a quarter of an hour.
 */
final class BoundedSocket extends Socket {

    /** What the system takes at once, whether the network does or not. */
    private static final int SMALL = 16 * 1024;

    /** A write is watched as a statement is. */
    private final StatementWatch watch = new StatementWatch();

    private volatile Duration limit = Duration.ZERO;

    /** How much was written since the latest answer, more or less. */
    private long unanswered;

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
        super.setSoTimeout(millis);
        limit = Duration.ofMillis(millis);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Answers(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Bounded(super.getOutputStream());
    }

    @Override
    public synchronized void close() throws IOException {
        watch.close();
        super.close();
    }

    private final class Answers extends FilterInputStream {

        Answers(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            unanswered = 0;
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            unanswered = 0;
            return read;
        }
    }

    private final class Bounded extends FilterOutputStream {

        Bounded(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            Duration most = limit;
            unanswered += length;
            Optional<Execution> writing =
                    unanswered <= SMALL || most.isZero()
                            ? Optional.empty()
                            : watch.begin(this::closeSocket, most);
            if (writing.isPresent()) {
                write(buffer, offset, length, writing.get(), most);
            } else {
                out.write(buffer, offset, length);
            }
        }

        private void write(byte[] buffer, int offset, int length, Execution writing, Duration most)
                throws IOException {
            try {
                out.write(buffer, offset, length);
            } catch (IOException e) {
                throw watch.end(writing) ? late(most, e) : e;
            } finally {
                watch.end(writing); // twice is as good as once
            }
        }

        private void closeSocket() {
            RawSockets.closeQuietly(BoundedSocket.this);
        }

        private static SocketTimeoutException late(Duration most, IOException closed) {
            SocketTimeoutException late =
                    new SocketTimeoutException(
                            "the network took nothing of what was sent for "
                                    + most.toMillis()
                                    + " ms");
            late.initCause(closed);
            return late;
        }
    }
}
