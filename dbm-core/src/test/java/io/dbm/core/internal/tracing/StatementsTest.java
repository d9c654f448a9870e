package io.dbm.core.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.core.internal.failure.Redaction;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a span says of a statement that has values in it, each of which is {@code secret} here. */
class StatementsTest {

    private final Statements statements = new Statements(new Redaction(List.of("hunter22")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "postgresql | select * from t where a = 'secret' | select * from t where a = ?",
                "postgresql | select 'it''s secret', 4711, 1.5e3 | select ?, ?, ?",
                "postgresql | select E'\\'secret', e'\\\\' | select E?, e?",
                "postgresql | select name'secret' | select name?",
                "postgresql | select $$secret$$, $a$secret $$ secret$a$, $1 | select ?, ?, $1",
                "postgresql | select \"a'b\", 'secret' from \"T\" | select \"a'b\", ? from \"T\"",
                "postgresql | select 'secret | select ?",
                "postgresql | select $$secret | select ?",
                "postgresql | /* secret /* secret */ secret */ select 1 | select ?",
                "postgresql | select 1 -- secret | select ?",
                "postgresql | create role a password 'secret' | create role a password ?",
                "sqlite | select \"secret\", x'secret' | select ?, x?",
                "sqlite | select `a'b` from t | select `a'b` from t",
                "mysql | select 'it\\'s secret', \"secret\" # secret | select ?, ?",
                "microsoft.sql_server | select [it's] from [T] where a = N'secret'"
                        + " | select [it's] from [T] where a = N?",
                "other_sql | select \"secret\" from t where a in (1, 2, 3)"
                        + " | select ? from t where a in (?)",
            })
    void valuesAreLeftOut(String system, String sql, String text) {
        assertThat(describe(system, sql).get(Conventions.TEXT)).isEqualTo(text);
    }

    @Test
    void aNameThatIsASecretIsMasked() {
        assertThat(describe("postgresql", "set role hunter22").get(Conventions.TEXT))
                .isEqualTo("set role ******");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select * from a join b on a.id = b.id | select a b",
                "insert into t select * from u | insert t select u",
                "update t set a = 1 | update t",
            })
    void theSummaryNamesOperationsAndTables(String sql, String summary) {
        assertThat(describe("postgresql", sql).get(Conventions.SUMMARY)).isEqualTo(summary);
    }

    @Test
    void anErrorThatCannotBeReadIsNamedByItsClass() {
        SQLException rogue =
                new SQLException("no") {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String getSQLState() {
                        throw new IllegalStateException("no state");
                    }
                };
        assertThat(Conventions.error(rogue))
                .isEqualTo(Attributes.of(Conventions.ERROR_TYPE, rogue.getClass().getName()));
    }

    private Attributes describe(String system, String sql) {
        AttributesBuilder said = Attributes.builder();
        statements.describe(sql, system, said);
        return said.build();
    }
}
