package io.dbm.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void alignsNamesOfWideLettersAsATerminalShowsThem() {
        Columns columns =
                new Columns().row("\u6ce8\u6587", "a").row("order", "b").row("e\u0301te", "c");
        assertThat(columns.lines(cell -> cell))
                .containsExactly("  \u6ce8\u6587   a", "  order  b", "  e\u0301te    c");
        assertThat(columns.width()).isEqualTo(10);
    }

    @Test
    void countsHalfWidthLettersAndEmoji() {
        assertThat(Width.of("\uff76\uff85")).isEqualTo(2);
        assertThat(Width.of("\uff21")).isEqualTo(2);
        assertThat(Width.of("\ud83d\ude80")).isEqualTo(2);
        assertThat(Width.of("caf\u00e9")).isEqualTo(4);
    }
}
