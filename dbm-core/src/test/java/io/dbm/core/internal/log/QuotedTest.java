package io.dbm.core.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {

    @Test
    void whatIsUsualStandsAsItIs() {
        assertThat(Quoted.of("Verbindung zu 'a' verweigert: 5 µs …"))
                .hasToString("\"Verbindung zu 'a' verweigert: 5 µs …\"");
    }

    @Test
    void quotesAndBackslashesDoNotEndTheValue() {
        assertThat(Quoted.of("C:\\db says \"no\"")).hasToString("\"C:\\\\db says \\\"no\\\"\"");
    }

    @Test
    void aLineIsOneLine() {
        assertThat(Quoted.of("a\r\n\tb\u001bc\u0085d\u2028e\u2029f"))
                .hasToString("\"a\\r\\n\\tb\\u001bc\\u0085d\\u2028e\\u2029f\"");
    }
}
