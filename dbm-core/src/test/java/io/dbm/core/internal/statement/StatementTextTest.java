package io.dbm.core.internal.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others see of a statement, whose values are {@code secret} here. */
class StatementTextTest {

    private static final Dialect POSTGRES = Dialect.of("postgres");

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
                "select a[1], array ['x', 'y'], (b)[2:3]       | select a[?], array [?, ?], (b)[?:3]",
                "select /* don't /* nest */ 'x' */ 1           | select ?",
                "alter role app password 'new secret'          | alter role app password ?",
                "select 'never closed                          | select ?",
                "select 1::int, cast('1' as int)               | select ?::int, cast(? as int)",
                "select $tag from \"x                          | select $tag from \"x",
            })
    void valuesAreLeftOutAndNamesAreNot(String sql, String shown) {
        assertThat(shown(sql, POSTGRES)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "mssql | select [it's], [a]]'b] from \"it's\" where b = N'secret'"
                        + " | select [it's], [a]]'b] from \"it's\" where b = N?",
                "mssql | where a = 'C:\\' and b = 'secret' | where a = ? and b = ?",
                "sqlite | where a = \"secret\" and [it's] = 'secret' | where a = ? and [it's] = ?",
                "mysql | where a = 'it\\'s secret' and b = \"secret\" # secret | where a = ? and b = ?",
                "oracle | select \"it's\", 'secret' | select \"it's\", ?",
                "oracle | select nq'[it's secret]', 'secret' | select nq?",
                "other | where a = \"secret\" and b = 'secret' | where a = ? and b = ?",
                "other | where a = 'it\\'s secret' and b = 1 | where a = ?",
                "other | where a = 'C:\\' and b = 'secret' | where a = ?",
            })
    void eachDatabaseHasValuesOfItsOwn(String database, String sql, String shown) {
        assertThat(shown(sql, Dialect.of(database))).isEqualTo(shown);
    }

    @Test
    void itIsOneLine() {
        assertThat(
                        shown(
                                "\n  select id -- the key, don't ask\n\tfrom\r\n\u0007 person /*\n*/",
                                POSTGRES))
                .isEqualTo("select id from person");
    }

    @Test
    void aLongOneIsCut() {
        String shown = shown("select " + "abcdefghi, ".repeat(1000) + "z", POSTGRES);
        assertThat(shown).startsWith("select abcdefghi, abc").endsWith(" …").hasSizeLessThan(2020);
        assertThat(shown("insert into t values ('" + "x".repeat(100_000) + "')", POSTGRES))
                .isEqualTo("insert into t values (?)");
    }

    private static String shown(String sql, Dialect dialect) {
        return StatementText.of(sql, dialect, 2000);
    }
}
