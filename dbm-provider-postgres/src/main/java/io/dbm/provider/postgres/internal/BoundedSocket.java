package io.dbm.provider.postgres.internal;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * A socket whose limit for reads is one for the whole answer: it counts from the latest word that
 * was said, or from when the limit was set if that was later. What is there already can be read
 * afterwards, too. After a read has timed out or the last word was said, reads time out at once
 * until there is a new limit. An answer that does not come in time closes the socket.
 *
 * <p>Where much is said, the other side has as long to take each part of it.
 */
final class BoundedSocket extends Socket {

    /** What the system takes at once, whether the other side does or not. */
    private static final int SMALL = 16 * 1024;

    private static final int PART = 64 * 1024;

    private final AnswerWatch watch = new AnswerWatch(this, this::nanosLeft);
    private volatile boolean waitsNoMore;
    private volatile int limitMillis;
    private volatile long since;

    /** How much was said since the latest answer; by one thread, which also reads. */
    private long said;

    /** Whether something was said since there is this limit: then what is read is an answer. */
    private volatile boolean asked;

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
        super.setSoTimeout(0);
        limitMillis = millis;
        since = System.nanoTime();
        asked = false;
        waitsNoMore = false;
        watch.reset();
    }

    /** Not what the socket itself was told. */
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
        return new BoundedOutputStream(super.getOutputStream());
    }

    @Override
    public synchronized void close() throws IOException {
        watch.close();
        super.close();
    }

    private long nanosLeft() {
        long limit = TimeUnit.MILLISECONDS.toNanos(limitMillis);
        if (limit == 0) {
            return AnswerWatch.NO_LIMIT;
        }
        return since + limit - System.nanoTime();
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
            said = 0;
            if (limitMillis == 0) {
                return in.read(buffer, offset, length);
            }
            return asked
                    ? readAnswer(buffer, offset, length)
                    : readWithin(nanosLeft(), buffer, offset, length);
        }

        /** An answer that is late ends the connection. */
        private int readAnswer(byte[] buffer, int offset, int length) throws IOException {
            boolean inTime;
            int count = 0;
            IOException failure = null;
            if (!watch.begin()) {
                // an error here would leave the answer to whoever asks next
                return readWithin(nanosLeft(), buffer, offset, length);
            }
            try {
                count = in.read(buffer, offset, length);
            } catch (IOException e) {
                failure = e;
            } finally {
                inTime = watch.end();
            }
            if (!inTime) {
                waitsNoMore = true;
                SocketTimeoutException late = new SocketTimeoutException("Read timed out");
                late.initCause(failure);
                throw late;
            }
            if (failure != null) {
                throw failure;
            }
            return count;
        }

        /** What may come unasked, or not: the connection stays, whether it does. */
        private int readWithin(long nanos, byte[] buffer, int offset, int length)
                throws IOException {
            BoundedSocket.super.setSoTimeout(
                    (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
            try {
                return in.read(buffer, offset, length);
            } catch (SocketTimeoutException e) {
                waitsNoMore = true;
                throw e;
            } finally {
                if (!isClosed()) {
                    BoundedSocket.super.setSoTimeout(0);
                }
            }
        }
    }

    private final class BoundedOutputStream extends FilterOutputStream {

        BoundedOutputStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += PART) {
                writePart(buffer, offset + done, Math.min(PART, length - done));
            }
        }

        private void writePart(byte[] buffer, int offset, int length) throws IOException {
            said += length;
            asked = true;
            if (said <= SMALL || limitMillis == 0) {
                out.write(buffer, offset, length);
            } else {
                try (WriteWatch writing = WriteWatch.over(BoundedSocket.this, limitMillis)) {
                    writing.write(out, buffer, offset, length);
                }
            }
            since = System.nanoTime();
        }
    }
}
