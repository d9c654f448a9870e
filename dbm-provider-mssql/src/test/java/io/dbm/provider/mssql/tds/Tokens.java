package io.dbm.provider.mssql.tds;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The tokens of one reply. A DONE is held back until it is known whether another token follows,
 * which is told in it.
 */
final class Tokens {

    /** Latin1_General_CI_AS. */
    static final byte[] COLLATION = {0x09, 0x04, (byte) 0xd0, 0x00, 0x34};

    static final int DATABASE = 1;
    static final int PACKET_SIZE = 4;
    static final int COLLATION_CHANGE = 7;
    static final int BEGIN = 8;
    static final int COMMIT = 9;
    static final int ROLLBACK = 10;

    private static final int MORE = 0x01;
    private static final int ERROR = 0x02;
    private static final int COUNT = 0x10;
    private static final int ATTENTION = 0x20;

    private final Reply reply;
    private int heldToken;
    private int heldStatus;
    private int heldCommand;
    private long heldCount;

    Tokens(Reply reply) {
        this.reply = reply;
    }

    private Reply begin(int token) throws IOException {
        release(MORE);
        return reply.writeByte(token);
    }

    private void release(int more) throws IOException {
        if (heldToken != 0) {
            int token = heldToken;
            heldToken = 0;
            reply.writeByte(token)
                    .writeShort(heldStatus | more)
                    .writeShort(heldCommand)
                    .writeLong(heldCount);
        }
    }

    private void hold(int token, int status, int command, long count) throws IOException {
        release(MORE);
        heldToken = token;
        heldStatus = status;
        heldCommand = command;
        heldCount = count;
    }

    /** Ends the reply. */
    void end() throws IOException {
        release(0);
        reply.end();
    }

    void loginAck() throws IOException {
        String program = "Microsoft SQL Server";
        begin(0xad)
                .writeShort(10 + 2 * program.length())
                .writeByte(1) // T-SQL
                .writeBytes((byte) 0x74, (byte) 0, (byte) 0, (byte) 4)
                .writeShortText(program)
                .writeBytes((byte) 16, (byte) 0, (byte) 0x10, (byte) 0);
    }

    void changed(int what, String to, String from) throws IOException {
        begin(0xe3)
                .writeShort(3 + 2 * to.length() + 2 * from.length())
                .writeByte(what)
                .writeShortText(to)
                .writeShortText(from);
    }

    /** Tells of a collation, or of a transaction that has begun or ended. */
    void changed(int what, byte[] to, byte[] from) throws IOException {
        begin(0xe3)
                .writeShort(3 + to.length + from.length)
                .writeByte(what)
                .writeByte(to.length)
                .writeBytes(to)
                .writeByte(from.length)
                .writeBytes(from);
    }

    void error(ServerError error) throws IOException {
        String server = "stand-in";
        begin(0xaa)
                .writeShort(12 + 2 * error.message().length() + 2 * server.length())
                .writeInt(error.number())
                .writeByte(1)
                .writeByte(error.severity())
                .writeText(error.message())
                .writeShortText(server)
                .writeShortText("")
                .writeInt(1);
    }

    void columns(List<Column> columns) throws IOException {
        begin(0x81).writeShort(columns.size());
        for (Column column : columns) {
            column.writeMetadata(reply.writeInt(0).writeShort(1));
            reply.writeShortText(column.name());
        }
    }

    void row(List<Column> columns, Object[] values) throws IOException {
        begin(0xd1);
        for (int i = 0; i < values.length; i++) {
            columns.get(i).writeValue(reply, values[i]);
        }
    }

    void returnStatus() throws IOException {
        begin(0x79).writeInt(0);
    }

    /** Returns an output parameter that is a whole number. */
    void returnValue(int ordinal, int value) throws IOException {
        begin(0xac)
                .writeShort(ordinal)
                .writeShortText("")
                .writeByte(1)
                .writeInt(0)
                .writeShort(0)
                .writeBytes((byte) 0x26, (byte) 4, (byte) 4)
                .writeInt(value);
    }

    /** Ends a statement of a batch, or a batch. */
    void done(Done done) throws IOException {
        hold(0xfd, status(done), done.command(), Math.max(0, done.count()));
    }

    /** Ends a batch that has no statement with a DONE of its own, too. */
    void endBatch() throws IOException {
        if (heldToken == 0) {
            done(Done.NOTHING);
        }
    }

    /** Ends a statement of a procedure. */
    void doneInProcedure(Done done) throws IOException {
        hold(0xff, status(done), done.command(), Math.max(0, done.count()));
    }

    void doneProcedure(boolean failed) throws IOException {
        hold(0xfe, failed ? ERROR : 0, 0xe0, 0);
    }

    void doneAttention() throws IOException {
        hold(0xfd, ATTENTION, 0, 0);
    }

    private static int status(Done done) {
        return (done.count() >= 0 ? COUNT : 0) | (done.failed() ? ERROR : 0);
    }

    /**
     * How a statement ended.
     *
     * @param command its code in the protocol
     * @param count its rows, or -1 if it is of a kind that counts none
     */
    record Done(int command, long count, boolean failed) {
        static final Done FAILED = new Done(0, -1, true);
        static final Done NOTHING = new Done(0, -1, false);

        private static final List<String> COUNTED =
                Arrays.asList("SELECT", "INSERT", "DELETE", "UPDATE", "MERGE");
        private static final int[] CODES = {0xc1, 0xc3, 0xc4, 0xc5, 0x117};

        /** Of a statement that begins with that word. */
        static Done of(String word, long count) {
            int index = COUNTED.indexOf(word);
            return index < 0 ? new Done(0xc6, -1, false) : new Done(CODES[index], count, false);
        }
    }
}
