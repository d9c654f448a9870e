package io.dbm.provider.mssql.tds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * What a TLS socket stands on: the messages of its handshake travel in packets, everything after it
 * does not.
 */
final class HandshakeSocket extends Socket {

    private final Socket below;
    private final Packets packets;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private Message received = Message.of(Message.PRELOGIN, new byte[0]);
    private boolean done;
    private volatile boolean silent;

    HandshakeSocket(Socket below, Packets packets) {
        this.below = below;
        this.packets = packets;
    }

    /** Returns a TLS socket, the server's side, that has shaken hands. */
    SSLSocket shakeHands(SSLContext context) throws IOException {
        SSLSocket tls =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(this, "localhost", below.getPort(), false);
        tls.setUseClientMode(false);
        // what TLS 1.3 sends after its handshake would come when packets are no longer expected
        tls.setEnabledProtocols(new String[] {"TLSv1.2"});
        tls.startHandshake();
        send();
        done = true;
        return tls;
    }

    /**
     * Goes on in plain text: the TLS socket, which says goodbye and waits for an answer when it is
     * collected as garbage, is cut off.
     */
    void silence() {
        silent = true;
    }

    /** The client expects what one side has to say as one message. */
    private void send() throws IOException {
        if (unsent.size() > 0) {
            byte[] flight = unsent.toByteArray();
            unsent.reset();
            int longest = 4096 - Packets.HEADER;
            for (int from = 0; from < flight.length; from += longest) {
                int length = Math.min(longest, flight.length - from);
                boolean last = from + length == flight.length;
                packets.write(Message.PRELOGIN, flight, from, length, last);
            }
        }
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream raw = below.getInputStream();
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (silent) {
                    return -1;
                }
                if (done) {
                    return raw.read(bytes, offset, length);
                }
                if (!received.body().hasRemaining()) {
                    send();
                    received = packets.read();
                }
                int available = Math.min(length, received.body().remaining());
                received.body().get(bytes, offset, available);
                return available;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream raw = below.getOutputStream();
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (silent) {
                    return;
                }
                if (done) {
                    raw.write(bytes, offset, length);
                } else {
                    unsent.write(bytes, offset, length);
                }
            }
        };
    }

    @Override
    public synchronized void close() throws IOException {
        if (!silent) {
            below.close();
        }
    }
}
