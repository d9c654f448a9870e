package io.dbm.provider.mssql.tds;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Reads a parameter of a procedure: its type, and its value as H2 takes it. */
final class Parameter {

    private static final int NULL = 0xffff;
    private static final int UNLIMITED = 0xffff;

    private Parameter() {}

    /** Reads the next parameter, and returns its value, which may be null. */
    static Object read(Message from) {
        from.readText(from.readByte());
        from.readByte(); // whether it is an output parameter
        int type = from.readByte();
        return switch (type) {
            case 0x26, 0x68, 0x6d, 0x6e, 0x6f, 0x24 -> {
                from.readByte(); // the longest
                yield ofLength(type, from.readByte(), from);
            }
            case 0x6a, 0x6c -> {
                from.readShort(); // the longest, the digits
                int scale = from.readByte();
                yield decimal(from, from.readByte(), scale);
            }
            case 0x28 -> time(type, 0, from.readByte(), from);
            case 0x29, 0x2a, 0x2b -> {
                int scale = from.readByte();
                yield time(type, scale, from.readByte(), from);
            }
            case 0xe7, 0xef -> text(bytes(from, true), StandardCharsets.UTF_16LE);
            case 0xa7, 0xaf -> text(bytes(from, true), StandardCharsets.ISO_8859_1);
            case 0xa5, 0xad -> bytes(from, false);
            default -> throw new IllegalArgumentException("no parameter of type " + type);
        };
    }

    private static Object ofLength(int type, int length, Message from) {
        if (length == 0) {
            return null;
        }
        return switch (type) {
            case 0x68 -> from.readByte() != 0;
            case 0x6d ->
                    length == 4
                            ? (Object) Float.intBitsToFloat(from.body().getInt())
                            : Double.longBitsToDouble(from.body().getLong());
            case 0x6e -> money(from, length);
            case 0x6f -> Times.dateTime(from.body().getInt(), from.body().getInt());
            case 0x24 -> guid(from.readBytes(16));
            default ->
                    switch (length) {
                        case 1 -> (short) from.readByte();
                        case 2 -> from.body().getShort();
                        case 4 -> from.body().getInt();
                        default -> from.body().getLong();
                    };
        };
    }

    private static String text(byte[] bytes, Charset charset) {
        if (bytes == null) {
            return null;
        }
        return new String(bytes, charset);
    }

    private static BigDecimal money(Message from, int length) {
        long value =
                length == 4
                        ? from.body().getInt()
                        : ((long) from.body().getInt() << 32)
                                | (from.body().getInt() & 0xffffffffL);
        return BigDecimal.valueOf(value, 4);
    }

    private static BigDecimal decimal(Message from, int length, int scale) {
        if (length == 0) {
            return null;
        }
        int sign = from.readByte() == 0 ? -1 : 1;
        byte[] bytes = from.readBytes(length - 1);
        for (int i = 0; i < bytes.length / 2; i++) {
            byte swapped = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = swapped;
        }
        return new BigDecimal(new BigInteger(sign, bytes), scale);
    }

    private static Object time(int type, int scale, int length, Message from) {
        if (length == 0) {
            return null;
        }
        if (type == 0x28) {
            return Times.date(number(from, 3));
        }
        LocalTime time = Times.time(number(from, Times.bytes(scale)), scale);
        if (type == 0x29) {
            return time;
        }
        LocalDateTime dateTime = LocalDateTime.of(Times.date(number(from, 3)), time);
        if (type == 0x2a) {
            return dateTime;
        }
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * from.body().getShort());
        return OffsetDateTime.of(dateTime, ZoneOffset.UTC).withOffsetSameInstant(offset);
    }

    private static long number(Message from, int bytes) {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) from.readByte() << (8 * i);
        }
        return number;
    }

    private static UUID guid(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long head = (from.getInt() & 0xffffffffL) << 32;
        head |= (from.getShort() & 0xffffL) << 16;
        head |= from.getShort() & 0xffffL;
        return new UUID(head, from.order(ByteOrder.BIG_ENDIAN).getLong());
    }

    private static byte[] bytes(Message from, boolean text) {
        int longest = from.readShort();
        if (text) {
            from.readBytes(Tokens.COLLATION.length);
        }
        if (longest == UNLIMITED) {
            return pieces(from);
        }
        int length = from.readShort();
        if (length == NULL) {
            return null;
        }
        return from.readBytes(length);
    }

    /** Reads a value that comes in pieces, since its length has no limit or is not known. */
    private static byte[] pieces(Message from) {
        if (from.body().getLong() == -1) {
            return null;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int length = from.body().getInt(); length > 0; length = from.body().getInt()) {
            whole.writeBytes(from.readBytes(length));
        }
        return whole.toByteArray();
    }
}
