package io.dbm.provider.postgres.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Closes a socket whose other side does not take in time what is written. */
final class WriteWatch implements AutoCloseable {

    private final Socket socket;
    private final int limitMillis;
    private final ScheduledFuture<?> alarm;
    private volatile boolean over;

    private WriteWatch(Socket socket, int limitMillis) {
        this.socket = socket;
        this.limitMillis = limitMillis;
        this.alarm = Timer.schedule(this::end, TimeUnit.MILLISECONDS.toNanos(limitMillis));
    }

    /** Begins to watch over one write. */
    static WriteWatch over(Socket socket, int limitMillis) {
        return new WriteWatch(socket, limitMillis);
    }

    /** Writes, or throws a {@link SocketTimeoutException} if that takes too long. */
    void write(OutputStream out, byte[] buffer, int offset, int length) throws IOException {
        try {
            out.write(buffer, offset, length);
        } catch (SocketException e) {
            if (over) {
                SocketTimeoutException late =
                        new SocketTimeoutException(
                                "the other side took nothing for " + limitMillis + " ms");
                late.initCause(e);
                throw late;
            }
            throw e;
        }
    }

    private void end() {
        over = true;
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    @Override
    public void close() {
        alarm.cancel(false);
    }
}
