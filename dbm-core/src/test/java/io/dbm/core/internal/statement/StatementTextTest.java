package io.dbm.core.internal.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a log shows of a statement. */
class StatementTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select 1                                      | select ?",
                "select * from t1 where id = 42                | select * from t1 where id = ?",
                "select -1.5e-7, .5, 0xFF, 1_000               | select -?, .?, ?, ?",
                "where name = 'O''Neil' and x = 'a'            | where name = ? and x = ?",
                "where a = E'it\\'s' and b = 'c\\' and d = 'e' | where a = E? and b = ? and d = ?",
                "values (N'text', X'ff', b'01')                | values (N?, X?, b?)",
                "select $$it's$$, $tag$a $$ b$tag$, $1         | select ?, ?, $1",
                "where a = $1 and b = ?2 and c = :name1        | where a = $1 and b = ?2 and c = :name1",
                "where a = @p1 and #t.x = ?                    | where a = @p1 and #t.x = ?",
                "select \"it's\".\"a 1\" from `b'c` where d = 'e' | select \"it's\".\"a 1\" from `b'c` where d = ?",
                "select [it's] from dbo.[a 1] where b = 'c'    | select [it's] from dbo.[a 1] where b = ?",
                "select a[1], array['x', 'y'], (b)[2:3]        | select a[?], array[?, ?], (b)[?:3]",
                "select /* don't /* nest */ 'x' */ 1           | select ?",
                "alter role app password 'new secret'          | alter role app password ?",
                "select 'never closed                          | select ?",
                "select 1::int, cast('1' as int)               | select ?::int, cast(? as int)",
                "select $tag from \"x                          | select $tag from \"x",
            })
    void valuesAreLeftOutAndNamesAreNot(String sql, String shown) {
        assertThat(StatementText.of(sql)).isEqualTo(shown);
    }

    @Test
    void itIsOneLine() {
        assertThat(
                        StatementText.of(
                                "\n  select id -- the key, don't ask\n\tfrom\r\n\u0007 person /*\n*/"))
                .isEqualTo("select id from person");
    }

    @Test
    void aLongOneIsCut() {
        String shown = StatementText.of("select " + "abcdefghi, ".repeat(1000) + "z");
        assertThat(shown).startsWith("select abcdefghi, abc").endsWith(" …").hasSizeLessThan(2020);
        assertThat(StatementText.of("insert into t values ('" + "x".repeat(100_000) + "')"))
                .isEqualTo("insert into t values (?)");
    }
}
