package io.dbm.provider.mssql.tds;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Cuts messages into packets and puts them together again. One thread reads; any may write, a whole
 * packet at a time.
 */
final class Packets {

    static final int HEADER = 8;
    private static final int END_OF_MESSAGE = 1;

    private final DataInputStream in;
    private final OutputStream out;

    Packets(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /** Reads the next message, or throws {@link EOFException} if there is none. */
    Message read() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int type;
        int status;
        do {
            type = in.readUnsignedByte();
            status = in.readUnsignedByte();
            int length = in.readUnsignedShort() - HEADER;
            in.readInt(); // the session, the packet's number, and a byte of no use
            byte[] packet = new byte[length];
            in.readFully(packet);
            body.write(packet);
        } while ((status & END_OF_MESSAGE) == 0);
        return Message.of(type, body.toByteArray());
    }

    /** Writes one packet. */
    synchronized void write(int type, byte[] body, int offset, int length, boolean last)
            throws IOException {
        byte[] packet = new byte[HEADER + length];
        packet[0] = (byte) type;
        packet[1] = (byte) (last ? END_OF_MESSAGE : 0);
        packet[2] = (byte) (packet.length >> 8);
        packet[3] = (byte) packet.length;
        System.arraycopy(body, offset, packet, HEADER, length);
        out.write(packet);
        out.flush();
    }
}
