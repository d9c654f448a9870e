package io.dbm.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.tck.DefectiveAdapter.Defect;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionContractTest {

    @AfterEach
    void mend() {
        DefectiveAdapter.defect = Defect.NONE;
    }

    @Test
    void aLayerWithoutDefectBreaksNoRule() {
        assertBreaks(Defect.NONE);
    }

    @Test
    void findsASessionThatIsNotTheTransactions() {
        assertBreaksAmongOthers(
                Defect.BORROWS_A_CONNECTION_TO_JOIN,
                "itsSessionWorksOnTheJdbcConnectionOfTheTransactionAndBorrowsNone");
        assertBreaksAmongOthers(
                Defect.MAKES_A_SESSION_EACH_TIME,
                "itsSessionIsTheSameWhereverTheTransactionIsAskedForIt");
    }

    @Test
    void findsASessionThatEndsTheTransactionOrItself() {
        assertBreaks(
                Defect.COMMITS_WHEN_IT_IS_CLOSED,
                "closingItsSessionEndsNothingAndTheNextOneCanBeUsed");
        assertBreaks(Defect.STAYS_CLOSED, "closingItsSessionEndsNothingAndTheNextOneCanBeUsed");
        assertBreaks(Defect.SWALLOWS_A_COMMIT, "itsSessionRefusesToCommitAndTheTransactionGoesOn");
        assertBreaks(
                Defect.SWALLOWS_A_ROLLBACK, "itsSessionRefusesToRollBackAndTheTransactionGoesOn");
    }

    @Test
    void findsABatchThatIsSentTooLateOrAfterItWasUndone() {
        assertBreaksAmongOthers(
                Defect.SENDS_A_BATCH_TOO_LATE,
                "whatItBatchesIsSentBeforeAStatementOfAnotherLayer",
                "whatItBatchesIsSentBeforeTheCommit");
        assertBreaks(
                Defect.SENDS_WHAT_WAS_UNDONE,
                "whatItBatchesIsUndoneWithTheNestedPartThatItBelongsTo");
    }

    @Test
    void findsRowsThatAreNotRightAnyMore() {
        assertBreaks(
                Defect.CACHES_ROWS,
                "laterTransactionsAreShownWhatAnotherLayerHadChangedBeforeItJoined",
                "laterTransactionsAreShownWhatAnotherLayerHasChanged",
                "showsWhatAnotherLayerHasChanged");
        assertBreaks(Defect.CACHES_WHAT_WAS_UNDONE, "showsNothingThatANestedPartHasUndone");
        assertBreaks(
                Defect.SHARES_WHAT_WAS_ROLLED_BACK,
                "laterTransactionsAreShownNothingThatWasRolledBack");
        assertBreaks(
                Defect.SHARES_WHAT_ANOTHER_LAYER_HAS_CHANGED,
                "laterTransactionsAreShownWhatAnotherLayerHadChangedBeforeItJoined",
                "laterTransactionsAreShownWhatAnotherLayerHasChanged");
    }

    @Test
    void findsASessionThatAnswersWhomeverItShouldNot() {
        assertBreaks(
                Defect.ANSWERS_ANYONE_FROM_ITS_CACHE,
                "itsSessionIsOfNoUseAfterTheEnd",
                "itsSessionIsOfNoUseToAnotherThread");
        assertBreaks(Defect.CLAIMS_EVERY_MAPPER, "claimsNoMapperThatItDoesNotKnow");
    }

    private static void assertBreaks(Defect defect, String... rules) {
        assertThat(rulesBrokenBy(defect)).as("rules broken by %s", defect).containsExactly(rules);
    }

    private static void assertBreaksAmongOthers(Defect defect, String... rules) {
        assertThat(rulesBrokenBy(defect)).as("rules broken by %s", defect).contains(rules);
    }

    private static List<String> rulesBrokenBy(Defect defect) {
        DefectiveAdapter.defect = defect;
        return Rules.brokenInParallel(DefectiveTransactionContract.class);
    }
}
