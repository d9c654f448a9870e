package io.dbm.provider.mssql.tds;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** Dates and times in the protocol's units. */
final class Times {

    private static final LocalDate YEAR_ONE = LocalDate.of(1, 1, 1);
    private static final LocalDate YEAR_1900 = LocalDate.of(1900, 1, 1);
    private static final int[] BYTES_BY_SCALE = {3, 3, 3, 4, 4, 5, 5, 5};

    private Times() {}

    /** Returns how many bytes a time of that many decimal places has. */
    static int bytes(int scale) {
        return BYTES_BY_SCALE[scale];
    }

    static long days(LocalDate date) {
        return ChronoUnit.DAYS.between(YEAR_ONE, date);
    }

    static LocalDate date(long days) {
        return YEAR_ONE.plusDays(days);
    }

    /** Returns a time in units of its last decimal place. */
    static long units(LocalTime time, int scale) {
        return time.toNanoOfDay() / nanosOfUnit(scale);
    }

    static LocalTime time(long units, int scale) {
        return LocalTime.ofNanoOfDay(units * nanosOfUnit(scale));
    }

    /** Returns a {@code datetime}: days since 1900, and 300ths of a second. */
    static LocalDateTime dateTime(int days, int ticks) {
        return YEAR_1900.plusDays(days).atStartOfDay().plusNanos(Math.round(ticks * 1e9 / 300));
    }

    private static long nanosOfUnit(int scale) {
        return (long) Math.pow(10, 9 - scale);
    }
}
