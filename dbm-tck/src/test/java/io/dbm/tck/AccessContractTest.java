package io.dbm.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.tck.DefectiveAdapter.Defect;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessContractTest {

    @AfterEach
    void mend() {
        DefectiveAdapter.defect = Defect.NONE;
    }

    @Test
    void anAdapterWithoutDefectBreaksNoRule() {
        assertBreaks(Defect.NONE);
    }

    @Test
    void findsAnIdOrAKeyThatIsNotWhatItShouldBe() {
        assertBreaksAmongOthers(
                Defect.OTHER_ID, "isFoundByTheServiceLoaderUnderItsIdAndAccessType");
        assertBreaks(Defect.CAMEL_CASE_KEY, "writesItsIdAndItsKeysInKebabCaseAndDeclaresNoneTwice");
    }

    @Test
    void findsASettingThatMakesItThrow() {
        assertBreaks(Defect.THROWS_AT_AN_ODD_VALUE, "neverThrowsWhateverAUserWrote");
    }

    @Test
    void findsConnectionsThatAreNotThePoolsOrNotGivenBack() {
        assertBreaksAmongOthers(
                Defect.BORROWS_WHEN_IT_IS_MADE, "isMadeWithoutAConnectionOfThePool");
        assertBreaks(
                Defect.OPENS_CONNECTIONS_OF_ITS_OWN,
                "borrowsFromTheOnePoolAndWaitsWhereThatIsExhausted");
        assertBreaks(
                Defect.LEAKS_WHEN_A_STATEMENT_FAILS,
                "returnsWhatItBorrowedAlsoWhenAStatementFails");
    }

    @Test
    void findsASessionThatServesTheDatabaseBadly() {
        assertBreaks(Defect.TURNS_AUTOCOMMIT_OFF, "givesTheDatabaseTheRowsThatJdbcGives");
        assertBreaks(
                Defect.TURNS_AUTOCOMMIT_ON,
                "aTransactionThatReturnsKeepsEverything",
                "aTransactionThatThrowsLeavesNothing");
        assertBreaks(
                Defect.HANDS_OUT_A_CONNECTION_OF_ITS_OWN, "aTransactionThatThrowsLeavesNothing");
    }

    private static void assertBreaks(Defect defect, String... rules) {
        assertThat(rulesBrokenBy(defect)).as("rules broken by %s", defect).containsExactly(rules);
    }

    private static void assertBreaksAmongOthers(Defect defect, String rule) {
        assertThat(rulesBrokenBy(defect)).as("rules broken by %s", defect).contains(rule);
    }

    private static List<String> rulesBrokenBy(Defect defect) {
        DefectiveAdapter.defect = defect;
        return switch (defect) {
            case OPENS_CONNECTIONS_OF_ITS_OWN, HANDS_OUT_A_CONNECTION_OF_ITS_OWN ->
                    Rules.brokenIn(DefectiveAccessContract.class);
            default -> Rules.brokenInParallel(DefectiveAccessContract.class);
        };
    }
}
