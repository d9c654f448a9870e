package io.dbm.provider.mssql.tds;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Who logs in to what, as the LOGIN7 message says.
 *
 * @param packetSize how long a packet may be; 0 leaves it to the server
 * @param encrypted whether the whole session is
 */
record Login(
        String user,
        String password,
        String database,
        String application,
        int packetSize,
        boolean encrypted) {

    private static final int PACKET_SIZE = 8;
    private static final int USER = 40;
    private static final int PASSWORD = 44;
    private static final int APPLICATION = 48;
    private static final int DATABASE = 68;

    static Login read(ByteBuffer body, boolean encrypted) {
        return new Login(
                text(body, USER),
                new String(revealed(bytes(body, PASSWORD)), StandardCharsets.UTF_16LE),
                text(body, DATABASE),
                text(body, APPLICATION),
                body.getInt(PACKET_SIZE),
                encrypted);
    }

    private static String text(ByteBuffer body, int entry) {
        return new String(bytes(body, entry), StandardCharsets.UTF_16LE);
    }

    /** Reads what an entry of the table, an offset and a length in characters, points to. */
    private static byte[] bytes(ByteBuffer body, int entry) {
        byte[] bytes = new byte[2 * body.getShort(entry + 2)];
        body.get(body.getShort(entry), bytes);
        return bytes;
    }

    /** The client swaps the halves of each byte and flips some bits. */
    private static byte[] revealed(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            int flipped = (bytes[i] ^ 0xa5) & 0xff;
            bytes[i] = (byte) (flipped << 4 | flipped >> 4);
        }
        return bytes;
    }
}
