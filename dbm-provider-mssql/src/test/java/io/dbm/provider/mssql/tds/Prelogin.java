package io.dbm.provider.mssql.tds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first message of each side, in which they agree on how much is encrypted. */
enum Prelogin {
    /** Only the login, as a client asks for that would rather encrypt nothing. */
    LOGIN_ONLY(0),
    /** The whole session. */
    ALL(1),
    /** Nothing, where the server has no certificate. */
    NOTHING(2);

    private static final int VERSION_OPTION = 0;
    private static final int ENCRYPTION_OPTION = 1;
    private static final int END = 0xff;
    private static final byte[] VERSION = {16, 0, 0x10, 0, 0, 0};

    private final int code;

    Prelogin(int code) {
        this.code = code;
    }

    /** Answers what the client asks for. */
    static Prelogin answer(Message asked, boolean hasCertificate, Reply reply) throws IOException {
        int wish = encryption(asked.body().order(ByteOrder.BIG_ENDIAN));
        Prelogin agreed =
                !hasCertificate || wish == NOTHING.code
                        ? NOTHING
                        : wish == LOGIN_ONLY.code ? LOGIN_ONLY : ALL;
        int offset = 11;
        reply.writeBytes(option(VERSION_OPTION, offset, VERSION.length))
                .writeBytes(option(ENCRYPTION_OPTION, offset + VERSION.length, 1))
                .writeByte(END)
                .writeBytes(VERSION)
                .writeByte(agreed.code)
                .end();
        return agreed;
    }

    private static int encryption(ByteBuffer options) {
        for (int at = 0; (options.get(at) & 0xff) != END; at += 5) {
            if (options.get(at) == ENCRYPTION_OPTION) {
                return options.get(options.getShort(at + 1));
            }
        }
        return NOTHING.code;
    }

    private static byte[] option(int token, int offset, int length) {
        return new byte[] {(byte) token, 0, (byte) offset, 0, (byte) length};
    }
}
