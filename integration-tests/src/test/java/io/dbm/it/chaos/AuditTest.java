package io.dbm.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.it.chaos.Audit.Finding;
import io.dbm.it.chaos.Ledger.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An audit finds what a run must not leave. */
class AuditTest {

    private static final Rows WHOLE = new Rows(3, 2);

    private final Ledger ledger = new Ledger(7);
    private final Map<Long, Rows> rows = new HashMap<>();

    @Test
    void whatWasToldIsThereOnce() {
        write(Outcome.ACKNOWLEDGED, WHOLE);
        write(Outcome.FAILED, Rows.NONE);
        write(Outcome.UNKNOWN, WHOLE);
        write(Outcome.UNKNOWN, Rows.NONE);
        assertThat(audit().counts().values()).containsOnly(0);
        assertThat(audit().unknownThere()).isOne();
        assertThat(audit().told(Outcome.UNKNOWN)).isEqualTo(2);
    }

    @Test
    void anAcknowledgedWriteIsNotThere() {
        write(Outcome.ACKNOWLEDGED, Rows.NONE);
        assertFound(Finding.LOST);
    }

    @Test
    void aWriteIsThereTwice() {
        write(Outcome.ACKNOWLEDGED, new Rows(6, 4));
        assertFound(Finding.DOUBLED);
    }

    @Test
    void aWriteOfUnknownOutcomeIsThereTwice() {
        write(Outcome.UNKNOWN, new Rows(6, 4));
        assertFound(Finding.DOUBLED);
    }

    @Test
    void aPartOfAWriteIsThere() {
        write(Outcome.ACKNOWLEDGED, new Rows(3, 0));
        assertFound(Finding.HALF_DONE);
    }

    @Test
    void aPartOfAWriteOfUnknownOutcomeIsThere() {
        write(Outcome.UNKNOWN, new Rows(2, 2));
        assertFound(Finding.HALF_DONE);
    }

    @Test
    void aFailedWriteIsThere() {
        write(Outcome.FAILED, new Rows(1, 0));
        assertFound(Finding.FAILED_AND_THERE);
    }

    @Test
    void rowsOfNobodyAreThere() {
        rows.put(1L, WHOLE);
        assertFound(Finding.OF_NOBODY);
    }

    private void write(Outcome told, Rows there) {
        long id = ledger.next();
        ledger.note(id, WHOLE, told);
        if (!there.equals(Rows.NONE)) {
            rows.put(id, there);
        }
    }

    private Audit audit() {
        return Audit.of(List.of(ledger), rows);
    }

    private void assertFound(Finding finding) {
        assertThat(audit().counts())
                .allSatisfy((each, count) -> assertThat(count).isEqualTo(each == finding ? 1 : 0));
    }
}
