package io.dbm.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void showsColoursUnlessTheUserOrTheTerminalObjects() {
        assertThat(Terminal.showsColours(Map.of("TERM", "xterm"))).isTrue();
        assertThat(Terminal.showsColours(Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
        assertThat(Terminal.showsColours(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
        assertThat(Terminal.showsColours(Map.of("TERM", "dumb"))).isFalse();
        assertThat(Terminal.showsColours(Map.of())).isFalse();
    }
}
