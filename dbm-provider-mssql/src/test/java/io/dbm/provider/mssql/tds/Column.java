package io.dbm.provider.mssql.tds;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A column of a result: how its values look in the protocol.
 *
 * @param type of {@link Types}
 * @param precision characters, bytes or digits
 */
record Column(String name, int type, int precision, int scale) {

    /** More characters than this make the type one of the unlimited. */
    private static final int LONGEST = 4000;

    static List<Column> of(ResultSetMetaData metaData) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            columns.add(
                    new Column(
                            metaData.getColumnLabel(i),
                            typeOf(metaData, i),
                            metaData.getPrecision(i),
                            metaData.getScale(i)));
        }
        return columns;
    }

    private static int typeOf(ResultSetMetaData metaData, int index) throws SQLException {
        return switch (metaData.getColumnTypeName(index)) {
            case "UUID" -> Types.OTHER;
            case "NULL" -> Types.INTEGER;
            default -> metaData.getColumnType(index);
        };
    }

    /** Reads a value from H2's row, as the type that {@link #writeValue} wants. */
    Object read(ResultSet row, int index) throws SQLException {
        return switch (type) {
            case Types.DATE -> row.getObject(index, LocalDate.class);
            case Types.TIME -> row.getObject(index, LocalTime.class);
            case Types.TIMESTAMP -> row.getObject(index, LocalDateTime.class);
            case Types.TIMESTAMP_WITH_TIMEZONE -> row.getObject(index, OffsetDateTime.class);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                    row.getBytes(index);
            case Types.CHAR, Types.NCHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB ->
                    row.getString(index);
            default -> row.getObject(index);
        };
    }

    void writeMetadata(Reply to) throws IOException {
        switch (type) {
            case Types.BIT, Types.BOOLEAN -> to.writeByte(0x68).writeByte(1);
            case Types.TINYINT -> to.writeByte(0x26).writeByte(1);
            case Types.SMALLINT -> to.writeByte(0x26).writeByte(2);
            case Types.INTEGER -> to.writeByte(0x26).writeByte(4);
            case Types.BIGINT -> to.writeByte(0x26).writeByte(8);
            case Types.REAL -> to.writeByte(0x6d).writeByte(4);
            case Types.FLOAT, Types.DOUBLE -> to.writeByte(0x6d).writeByte(8);
            case Types.DECIMAL, Types.NUMERIC ->
                    to.writeByte(0x6c).writeByte(17).writeByte(digits()).writeByte(decimals());
            case Types.DATE -> to.writeByte(0x28);
            case Types.TIME -> to.writeByte(0x29).writeByte(decimals());
            case Types.TIMESTAMP -> to.writeByte(0x2a).writeByte(decimals());
            case Types.TIMESTAMP_WITH_TIMEZONE -> to.writeByte(0x2b).writeByte(decimals());
            case Types.OTHER -> to.writeByte(0x24).writeByte(16);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                    to.writeByte(0xa5).writeShort(unlimited() ? 0xffff : precision);
            default ->
                    to.writeByte(type == Types.CHAR && !unlimited() ? 0xef : 0xe7)
                            .writeShort(unlimited() ? 0xffff : 2 * precision)
                            .writeBytes(Tokens.COLLATION);
        }
    }

    private int digits() {
        return Math.min(precision, 38);
    }

    private int decimals() {
        boolean exact = type == Types.DECIMAL || type == Types.NUMERIC;
        return Math.min(scale, exact ? digits() : 7);
    }

    private boolean unlimited() {
        return precision > LONGEST || type == Types.BLOB || type == Types.CLOB;
    }

    void writeValue(Reply to, Object value) throws IOException {
        switch (type) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                    writeLong(to, (byte[]) value);
            case Types.CHAR, Types.NCHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB ->
                    writeLong(to, value == null ? null : Reply.utf16((String) value));
            default -> {
                if (value == null) {
                    to.writeByte(0);
                } else {
                    writeShort(to, value);
                }
            }
        }
    }

    private void writeLong(Reply to, byte[] bytes) throws IOException {
        if (unlimited()) {
            to.writeLong(bytes == null ? -1 : bytes.length);
            if (bytes != null && bytes.length > 0) {
                to.writeInt(bytes.length).writeBytes(bytes);
            }
            if (bytes != null) {
                to.writeInt(0);
            }
        } else if (bytes == null) {
            to.writeShort(0xffff);
        } else {
            to.writeShort(bytes.length).writeBytes(bytes);
        }
    }

    /** Writes a value that has its length in one byte before it. */
    private void writeShort(Reply to, Object value) throws IOException {
        switch (type) {
            case Types.BIT, Types.BOOLEAN -> to.writeByte(1).writeByte((Boolean) value ? 1 : 0);
            case Types.TINYINT -> writeNumber(to, value, 1);
            case Types.SMALLINT -> writeNumber(to, value, 2);
            case Types.INTEGER -> writeNumber(to, value, 4);
            case Types.BIGINT -> writeNumber(to, value, 8);
            case Types.REAL ->
                    to.writeByte(4).writeInt(Float.floatToIntBits(((Number) value).floatValue()));
            case Types.FLOAT, Types.DOUBLE ->
                    to.writeByte(8)
                            .writeLong(Double.doubleToLongBits(((Number) value).doubleValue()));
            case Types.DECIMAL, Types.NUMERIC -> writeDecimal(to, (BigDecimal) value);
            case Types.DATE -> to.writeByte(3).writeNumber(Times.days((LocalDate) value), 3);
            case Types.TIME -> {
                to.writeByte(Times.bytes(decimals()));
                writeTime(to, (LocalTime) value);
            }
            case Types.TIMESTAMP -> {
                to.writeByte(Times.bytes(decimals()) + 3);
                writeDateTime(to, (LocalDateTime) value);
            }
            case Types.TIMESTAMP_WITH_TIMEZONE -> {
                OffsetDateTime time = (OffsetDateTime) value;
                to.writeByte(Times.bytes(decimals()) + 5);
                writeDateTime(to, time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
                to.writeShort(time.getOffset().getTotalSeconds() / 60);
            }
            case Types.OTHER -> to.writeByte(16).writeBytes(guid((UUID) value));
            default -> throw new IOException("no column of type " + type);
        }
    }

    private static void writeNumber(Reply to, Object value, int bytes) throws IOException {
        to.writeByte(bytes).writeNumber(((Number) value).longValue(), bytes);
    }

    private void writeDecimal(Reply to, BigDecimal value) throws IOException {
        BigInteger digits = value.setScale(decimals(), RoundingMode.HALF_UP).unscaledValue();
        byte[] bigEndian = digits.abs().toByteArray();
        to.writeByte(17).writeByte(digits.signum() < 0 ? 0 : 1);
        for (int i = 0; i < 16; i++) {
            to.writeByte(i < bigEndian.length ? bigEndian[bigEndian.length - 1 - i] : 0);
        }
    }

    private void writeTime(Reply to, LocalTime time) throws IOException {
        to.writeNumber(Times.units(time, decimals()), Times.bytes(decimals()));
    }

    private void writeDateTime(Reply to, LocalDateTime time) throws IOException {
        writeTime(to, time.toLocalTime());
        to.writeNumber(Times.days(time.toLocalDate()), 3);
    }

    private static byte[] guid(UUID id) {
        long head = id.getMostSignificantBits();
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (head >> 32))
                .putShort((short) (head >> 16))
                .putShort((short) head)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
