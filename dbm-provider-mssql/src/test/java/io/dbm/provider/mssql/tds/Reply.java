package io.dbm.provider.mssql.tds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A message to the client, sent packet by packet as it grows; little-endian. */
final class Reply {

    private final Packets packets;
    private final byte[] buffer;
    private int length;

    /**
     * Begins a message.
     *
     * @param packetSize how long a packet may be, its header included
     */
    Reply(Packets packets, int packetSize) {
        this.packets = packets;
        this.buffer = new byte[packetSize - Packets.HEADER];
    }

    /** Sends the last packet. */
    void end() throws IOException {
        packets.write(Message.REPLY, buffer, 0, length, true);
        length = 0;
    }

    Reply writeByte(int value) throws IOException {
        if (length == buffer.length) {
            packets.write(Message.REPLY, buffer, 0, length, false);
            length = 0;
        }
        buffer[length++] = (byte) value;
        return this;
    }

    Reply writeShort(int value) throws IOException {
        return writeNumber(value, 2);
    }

    Reply writeInt(int value) throws IOException {
        return writeNumber(value, 4);
    }

    Reply writeLong(long value) throws IOException {
        return writeNumber(value, 8);
    }

    /** Writes the lowest bytes of a number. */
    Reply writeNumber(long value, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            writeByte((int) (value >> (8 * i)));
        }
        return this;
    }

    Reply writeBytes(byte... bytes) throws IOException {
        for (byte each : bytes) {
            writeByte(each);
        }
        return this;
    }

    /** Writes a text after its length in characters, in one byte. */
    Reply writeShortText(String text) throws IOException {
        return writeByte(text.length()).writeBytes(utf16(text));
    }

    /** Writes a text after its length in characters, in two bytes. */
    Reply writeText(String text) throws IOException {
        return writeShort(text.length()).writeBytes(utf16(text));
    }

    static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }
}
