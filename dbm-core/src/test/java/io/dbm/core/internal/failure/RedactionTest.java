package io.dbm.core.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.spi.FailureKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are taken out, whatever a driver does, and nothing else is. */
@Timeout(20)
class RedactionTest {

    private static final int LONG = 100_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s3cr3t     | s3cr3t",
                "p@ss/word  | p%40ss%2fword",
                "p@ss/word  | p%40ss%2Fword",
                "p@ss/word  | p%40ss/word",
                "pässword   | p%C3%A4ssword",
                "p😀ss      | p%F0%9F%98%80ss",
                "two words  | two+words",
                "two words  | two%20words",
                "a\"b\\c    | a\\\"b\\\\c",
                "a/b        | a\\/b",
                "a<b>ä      | a\\u003cb\\u003E\\u00e4",
                "p😀ss      | p\\ud83d\\ude00ss",
                "a&b<c>d\"e'f | a&amp;b&lt;c&gt;d&quot;e&apos;f",
                "a'b        | a&#39;b",
                "100%25@x   | 100%25@x",
                "100%25@x   | 100%2525%40x",
                "50%41@x    | 50%41%40x",
                "a%25&b     | a%25&amp;b",
                "a\\\\&b    | a\\\\&amp;b",
            })
    void aSecretIsMaskedHoweverItIsSpelled(String secret, String spelled) {
        assertThat(redaction(secret).clean("<" + spelled + ">")).isEqualTo("<******>");
    }

    @Test
    void aLineBreakInASecretMayBeEscaped() {
        assertThat(redaction("first\nsecond").clean("<first\\nsecond>")).isEqualTo("<******>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab"})
    void base64OfAFiveByteSecretIsFoundWithinALongerText(String before) {
        String text = base64(before + "pa55w" + "after");
        String clean = redaction("pa55w").clean(text);
        assertThat(clean).contains("******").hasSizeLessThan(text.length() + 1);
    }

    @Test
    void base64IsFoundInAUrlToo() {
        String secret = "~~~???";
        assertThat(redaction(secret).clean("?key=" + base64(secret).replace("/", "%2F")))
                .isEqualTo("?key=******");
    }

    @Test
    void aTextWithoutASecretStaysAsItIs() {
        String text = "100% of C:\\dir & \"more\" + %zz \\u12";
        assertThat(redaction("s3cr3t").clean(text)).isEqualTo(text);
    }

    @Test
    void aSecretOfTwoCharactersIsNotKnown() {
        assertThat(redaction("in").clean("no login")).isEqualTo("no login");
    }

    @Test
    void theLongerOfTwoSecretsIsMaskedWhole() {
        assertThat(new Redaction(List.of("pass", "password")).clean("<password>"))
                .isEqualTo("<******>");
    }

    @Test
    void aLongSecretIsMaskedWhole() {
        String secret = base64("header").repeat(LONG / 8) + "end";
        assertThat(redaction(secret).clean("x".repeat(LONG) + "<" + secret + ">"))
                .isEqualTo("x".repeat(LONG) + "<******>");
    }

    @Test
    void aLongSecretIsMaskedEvenIfItWasCutOff() {
        String secret = "s3cr3t".repeat(LONG);
        assertThat(redaction(secret).clean("<" + secret.substring(0, 150) + "...>"))
                .isEqualTo("<******...>");
    }

    @Test
    void aSecretThatNearlyMatchesEverywhereTakesNoLonger() {
        String nearly = ("a".repeat(90) + "c").repeat(2 * LONG / 91);
        assertThat(redaction("a".repeat(90) + "b").clean(nearly)).isEqualTo(nearly);
    }

    @Test
    void aLongSecretThatNearlyMatchesEverywhereTakesNoLonger() {
        String nearly = ("a".repeat(LONG - 1) + "c").repeat(2);
        assertThat(redaction("a".repeat(LONG)).clean(nearly)).isEqualTo("******c******c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "%", "&", "%25", "\\u005c", "\\%&"})
    void runsOfEscapesTakeNoLonger(String escape) {
        String run = escape.repeat(LONG / escape.length());
        assertThat(redaction(escape.repeat(90 / escape.length()) + "x").clean(run)).isEqualTo(run);
        assertThat(redaction("\"x").clean(run)).isEqualTo(run);
    }

    @Test
    void aSecretOfTenThousandBackslashesIsMaskedWhetherTheyAreEscapedOrNot() {
        Redaction redaction = redaction("\\".repeat(10_000) + "x");
        assertThat(redaction.clean("<" + "\\".repeat(10_000) + "x>")).isEqualTo("<******>");
        assertThat(redaction.clean("<" + "\\".repeat(20_000) + "x>")).isEqualTo("<******>");
    }

    @Test
    void anExceptionWithoutASecretStaysAsItIs() {
        Throwable failure = new SQLException("refused", new IllegalStateException("why"));
        assertThat(redaction("s3cr3t").clean(failure)).isSameAs(failure);
    }

    @Test
    void theNameOfAClassIsNoSecret() {
        Throwable failure = new SQLException("refused");
        assertThat(redaction("java.sql").clean(failure)).isSameAs(failure);
        Throwable told = new SQLException("java.sql is known");
        assertThat(redaction("java.sql").clean(told))
                .hasToString("java.sql.SQLException: ****** is known");
    }

    @Test
    void aSecretThatOnlyToStringTellsIsFound() {
        Exception failure =
                new Exception("refused") {
                    @Override
                    @SuppressWarnings("OverrideThrowableToString") // that is the case here
                    public String toString() {
                        return "refused s3cr3t";
                    }
                };
        assertThat(redaction("s3cr3t").clean(failure).toString()).doesNotContain("s3cr3t");
    }

    @Test
    void aSentenceOfDbmStaysAsItIsButNotItsCause() {
        Throwable failure =
                new OwnSqlException("the driver failed", "08001", new SQLException("a driver"));
        assertThat(redaction("driver").clean(failure))
                .hasMessage("the driver failed")
                .hasRootCauseMessage("a ******");
    }

    @Test
    void masksAreNotMaskedAgainAndKeepTypeAndKind() {
        Redaction redaction = redaction("s3cr3t");
        SQLException failure = new SQLTransientException("s3cr3t", "08001", 7);
        SQLException once = redaction.clean(failure, any -> FailureKind.AUTHENTICATION);
        Throwable twice = redaction.clean(once, any -> FailureKind.OTHER);
        assertThat(twice).isSameAs(once).isSameAs(redaction.clean(twice));
        assertThat(((RedactedSqlException) once).kind()).isEqualTo(FailureKind.AUTHENTICATION);
    }

    @Test
    void whatIsTiedToAMaskedExceptionLaterIsMaskedAndTypeAndKindAreKept() {
        Redaction redaction = redaction("s3cr3t");
        SQLException failure = new SQLTransientException("s3cr3t", "08001", 7);
        SQLException once = redaction.clean(failure, any -> FailureKind.AUTHENTICATION);
        once.addSuppressed(new IllegalStateException("s3cr3t"));
        Throwable twice = redaction.clean(once);
        assertThat(twice)
                .hasToString("java.sql.SQLTransientException: ******")
                .hasSuppressedException(twice.getSuppressed()[0]);
        assertThat(twice.getSuppressed()[0]).hasToString("java.lang.IllegalStateException: ******");
        assertThat(((RedactedSqlException) twice).kind()).isEqualTo(FailureKind.AUTHENTICATION);
    }

    @Test
    void whatHasNoSecretInItKeepsItsType() {
        IllegalStateException cause = new IllegalStateException("why");
        assertThat(redaction("s3cr3t").clean(new SQLException("s3cr3t", cause)).getCause())
                .isSameAs(cause);
    }

    @Test
    void aCircleOfCausesAndSuppressedIsMasked() {
        Exception first = new Exception("first s3cr3t");
        Exception second = new Exception("second s3cr3t", first);
        first.addSuppressed(second);
        assertThat(printed(redaction("s3cr3t").clean(first)))
                .contains("first ******", "second ******")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aCircleOfNextExceptionsIsMasked() {
        SQLException first = new SQLException("first s3cr3t");
        SQLException second = new SQLException("second");
        first.setNextException(second);
        second.setNextException(first);
        SQLException clean = redaction("s3cr3t").clean(first, FailureKind::ofSqlState);
        assertThat(clean.getMessage()).isEqualTo("first ******");
        assertThat(clean.getNextException().getMessage()).isEqualTo("second");
        assertThat((Throwable) clean.getNextException().getNextException()).isSameAs(clean);
    }

    @Test
    void anExceptionThatIsTiedTwiceIsMaskedOnce() {
        SQLException failure = new SQLException("s3cr3t");
        for (int depth = 0; depth < 100; depth++) {
            SQLException outer = new SQLException("outer", failure);
            outer.setNextException(failure);
            failure = outer;
        }
        SQLException clean = redaction("s3cr3t").clean(failure, FailureKind::ofSqlState);
        assertThat((Throwable) clean.getNextException()).isSameAs(clean.getCause());
    }

    @Test
    void aChainWithoutEndIsCut() {
        assertThat(redaction("s3cr3t").clean(new Endless())).hasMessage("endless");
    }

    /** Has another cause whenever it is asked. */
    private static final class Endless extends Exception {
        private static final long serialVersionUID = 1L;

        Endless() {
            super("endless");
        }

        @Override
        public synchronized Throwable getCause() {
            return new Endless();
        }
    }

    private static Redaction redaction(String secret) {
        return new Redaction(List.of(secret));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String printed(Throwable failure) {
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        return printed.toString();
    }
}
