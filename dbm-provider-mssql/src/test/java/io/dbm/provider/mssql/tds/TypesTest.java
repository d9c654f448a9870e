package io.dbm.provider.mssql.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TypesTest {

    @Test
    void comeBackAsTheyWentIn() throws SQLException {
        for (boolean value : new boolean[] {true, false}) {
            assertThat(roundTrip("bit", value)).isEqualTo(value);
        }
        assertThat(roundTrip("tinyint", (short) 127)).isEqualTo((short) 127);
        assertThat(roundTrip("smallint", (short) -32768)).isEqualTo((short) -32768);
        assertThat(roundTrip("int", Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
        assertThat(roundTrip("bigint", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        for (String decimal : new String[] {"-12345678901234567890.12345", "0.00000", "1.50000"}) {
            assertThat(roundTrip("decimal(30, 5)", new BigDecimal(decimal)))
                    .isEqualTo(new BigDecimal(decimal));
        }
        assertThat(roundTrip("numeric(4, 0)", new BigDecimal("-42")))
                .isEqualTo(new BigDecimal("-42"));
        assertThat(roundTrip("real", -1.5f)).isEqualTo(-1.5f);
        assertThat(roundTrip("float", 1e300)).isEqualTo(1e300);
    }

    @Test
    void comeBackAsTextOfEachKind() throws SQLException {
        String text = "Grüße, 世界 \uD83D\uDE00";
        for (String type : new String[] {"nvarchar(40)", "varchar(40)", "nvarchar(max)"}) {
            assertThat(roundTrip(type, text)).as(type).isEqualTo(text);
            assertThat(roundTrip(type, "")).as(type).isEqualTo("");
        }
        assertThat(roundTrip("nchar(3)", "a")).isEqualTo("a  ");
    }

    @Test
    void comeBackAsBytes() throws SQLException {
        byte[] bytes = {0, -1, 127, -128};
        assertThat(roundTrip("varbinary(10)", bytes)).isEqualTo(bytes);
        byte[] many = new byte[20_000];
        many[19_999] = 1;
        assertThat(roundTrip("varbinary(max)", many)).isEqualTo(many);
        UUID id = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        assertThat(roundTrip("uniqueidentifier", id))
                .isEqualTo(id.toString().toUpperCase(Locale.ROOT));
    }

    @Test
    void comeBackAsTimes() throws SQLException {
        LocalDateTime time = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 123_456_700);
        assertThat(roundTrip("date", Date.valueOf(time.toLocalDate())))
                .isEqualTo(Date.valueOf("2024-02-29"));
        assertThat(roundTrip("datetime2", Timestamp.valueOf(time)))
                .isEqualTo(Timestamp.valueOf(time));
        assertThat(roundTrip("datetime2(3)", Timestamp.valueOf("0001-01-01 00:00:00.123")))
                .isEqualTo(Timestamp.valueOf("0001-01-01 00:00:00.123"));
        OffsetDateTime offset = OffsetDateTime.parse("2024-02-29T23:59:59.1234567-03:30");
        assertThat(roundTrip("datetimeoffset", offset))
                .hasToString("2024-02-29 23:59:59.1234567 -03:30");
        try (Connection connection = Client.connect();
                PreparedStatement query =
                        connection.prepareStatement("select cast(? as time), cast(? as date)")) {
            query.setObject(1, LocalTime.of(1, 2, 3), Types.TIME);
            query.setObject(2, LocalDate.of(2024, 2, 29));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                assertThat(row.getObject(1, LocalTime.class)).isEqualTo(LocalTime.of(1, 2, 3));
                assertThat(row.getObject(2, LocalDate.class)).isEqualTo("2024-02-29");
            }
        }
    }

    /** Stores a value and nothing, and returns the value. */
    private static Object roundTrip(String type, Object value) throws SQLException {
        try (Connection connection = Client.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists one; create table one (v " + type + " null)");
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into one values (?)")) {
                insert.setObject(1, value);
                insert.executeUpdate();
            }
            statement.execute("insert into one values (null)");
            try (ResultSet rows =
                    statement.executeQuery(
                            "select v from one order by case when v is null then 1 else 0 end")) {
                rows.next();
                Object found = rows.getObject(1);
                rows.next();
                assertThat(rows.getObject(1)).isNull();
                assertThat(rows.next()).isFalse();
                return found;
            }
        }
    }
}
