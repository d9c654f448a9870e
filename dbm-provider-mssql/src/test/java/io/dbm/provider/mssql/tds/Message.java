package io.dbm.provider.mssql.tds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message of the client, its packets put together.
 *
 * @param type what kind of message it is
 * @param body what is in it, little-endian
 */
record Message(int type, ByteBuffer body) {

    static final int BATCH = 0x01;
    static final int RPC = 0x03;
    static final int REPLY = 0x04;
    static final int ATTENTION = 0x06;
    static final int LOGIN = 0x10;
    static final int PRELOGIN = 0x12;

    static Message of(int type, byte[] bytes) {
        return new Message(type, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Skips what stands before a batch or RPC, such as the transaction that it belongs to. */
    void skipHeaders() {
        body.position(body.position() + body.getInt(body.position()));
    }

    int readByte() {
        return body.get() & 0xff;
    }

    int readShort() {
        return body.getShort() & 0xffff;
    }

    byte[] readBytes(int length) {
        byte[] bytes = new byte[length];
        body.get(bytes);
        return bytes;
    }

    /** Reads a text of so many characters. */
    String readText(int length) {
        return new String(readBytes(length * 2), StandardCharsets.UTF_16LE);
    }
}
