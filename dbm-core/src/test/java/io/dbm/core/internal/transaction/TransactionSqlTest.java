package io.dbm.core.internal.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionSqlTest {

    @Test
    void findsWhatEndsATransactionWhereverItStands() {
        assertThat(TransactionSql.ending("commit")).contains("COMMIT");
        assertThat(TransactionSql.ending(" ; /* so */ -- and so\n Rollback work"))
                .contains("ROLLBACK");
        assertThat(TransactionSql.ending("end")).contains("END");
        assertThat(TransactionSql.ending("prepare transaction 'x'"))
                .contains("PREPARE TRANSACTION");
        assertThat(TransactionSql.ending("insert into t values (';'); commit; begin"))
                .contains("COMMIT");
        assertThat(TransactionSql.ending("select 1 -- ;\n; abort")).contains("ABORT");
    }

    @Test
    void leavesEverythingElseAlone() {
        assertThat(TransactionSql.ending("select commit from ending")).isEmpty();
        assertThat(TransactionSql.ending("insert into t values ('; commit')")).isEmpty();
        assertThat(TransactionSql.ending("select \"; commit\" from t; select 2")).isEmpty();
        assertThat(TransactionSql.ending("select $x$ ; commit; $x$")).isEmpty();
        assertThat(TransactionSql.ending("select 1 /* ; commit */; select 2")).isEmpty();
        assertThat(TransactionSql.ending("rollback to here")).isEmpty();
        assertThat(TransactionSql.ending("rollback work to savepoint here")).isEmpty();
        assertThat(TransactionSql.ending("create trigger a begin select 1; commit; end")).isEmpty();
        assertThat(TransactionSql.ending("begin try select 1; end try")).isEmpty();
    }

    @Test
    void tellsSavepointsApart() {
        assertThat(TransactionSql.isUndoing("ROLLBACK TO SAVEPOINT here")).isTrue();
        assertThat(TransactionSql.isUndoing("rollback transaction to here")).isTrue();
        assertThat(TransactionSql.isUndoing("rollback")).isFalse();
        assertThat(TransactionSql.isMarking("savepoint here")).isTrue();
        assertThat(TransactionSql.isMarking("save transaction here")).isTrue();
        assertThat(TransactionSql.isMarking("select 1")).isFalse();
    }
}
