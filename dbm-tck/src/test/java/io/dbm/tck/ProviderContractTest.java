package io.dbm.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.core.internal.config.KeysOfDbm;
import io.dbm.tck.DefectiveProvider.Defect;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderContractTest {

    @AfterEach
    void mend() {
        DefectiveProvider.defect = Defect.NONE;
    }

    @Test
    void knowsTheKeysOfDbm() {
        assertThat(ProviderContract.OWN_KEYS).isEqualTo(KeysOfDbm.all());
    }

    @Test
    void aProviderWithoutDefectBreaksNoRule() {
        assertBreaks(Defect.NONE);
    }

    @Test
    void findsATypeAKeyOrADefaultThatIsNotWhatItShouldBe() {
        assertBreaksAmongOthers(Defect.OTHER_TYPE, "isFoundByTheServiceLoaderUnderItsType");
        assertBreaks(Defect.CAMEL_CASE_KEY, "writesItsTypeAndItsKeysInKebabCase");
        assertBreaksAmongOthers(Defect.KEY_OF_DBM, "declaresNoKeyTwiceAndNoneOfDbm");
        assertBreaksAmongOthers(Defect.DEFAULT_THAT_IS_NONE, "givesDefaultsThatAUserCouldWrite");
        assertBreaks(
                Defect.UNSUPPORTED_KEY_THAT_IS_NONE, "refusesTheKeysOfDbmThatItSaysItCannotHonour");
    }

    @Test
    void findsASettingThatIsNotRequiredOrMakesItThrow() {
        assertBreaks(Defect.FORGETS_WHAT_IS_REQUIRED, "reportsEveryRequiredKeyThatIsMissingAtOnce");
        assertBreaks(Defect.THROWS_AT_AN_ODD_VALUE, "neverThrowsWhateverAUserWrote");
        assertBreaks(Defect.CONNECTS_AT_LOAD, "loadsWithoutItsDatabase");
    }

    @Test
    void findsASecretThatIsShown() {
        assertBreaks(
                Defect.SHOWS_A_SECRET_IN_A_PROBLEM, "showsNoSecretOfASettingThatItReadsOrRejects");
        assertBreaks(
                Defect.SHOWS_A_SECRET_IN_ITS_CONNECTOR,
                "showsNoSecretOfAConnectionThatIsOpen",
                "showsNoSecretOfASettingThatItReadsOrRejects");
        assertBreaks(Defect.SHOWS_A_SECRET_IN_ITS_BACKEND, "showsNoSecretOfAConnectionThatIsOpen");
    }

    @Test
    void findsWhatIsLeftOpen() {
        assertBreaks(
                Defect.LEAVES_A_CONNECTION_OPEN,
                "connectsAnswersAPingAndLeavesNothingOpen",
                "keepsHandlesAndWorkInFlightAcrossAReconnect");
        assertBreaks(
                Defect.LEAVES_A_CONNECTION_OPEN_WHEN_REFUSED, "leavesNothingOpenWhenItIsRefused");
        assertBreaks(
                Defect.LEAVES_A_THREAD_RUNNING,
                "connectsAnswersAPingAndLeavesNothingOpen",
                "keepsHandlesAndWorkInFlightAcrossAReconnect",
                "leavesNothingOpenWhenItIsRefused");
    }

    @Test
    void findsBackendsThatAreNotIndependent() {
        assertBreaks(Defect.CLOSES_ONLY_ONCE, "closesOnceHoweverOftenItIsAsked");
        assertBreaksAmongOthers(
                Defect.CLOSES_THE_OLD_BACKEND_WHEN_IT_OPENS_A_NEW_ONE,
                "opensASecondBackendBesideTheFirst");
    }

    @Test
    void findsAQueryTimeoutThatIsNotKept() {
        assertBreaks(
                Defect.IGNORES_QUERY_TIMEOUT,
                "stopsAStatementThatRunsTooLongAndKeepsItsPhysicalConnection");
        assertBreaks(Defect.REJECTS_A_QUERY_TIMEOUT_OF_ZERO, "acceptsAQueryTimeoutOfZero");
    }

    private static void assertBreaks(Defect defect, String... rules) {
        assertThat(rulesBrokenBy(defect)).as("rules broken by %s", defect).containsExactly(rules);
    }

    private static void assertBreaksAmongOthers(Defect defect, String rule) {
        assertThat(rulesBrokenBy(defect)).as("rules broken by %s", defect).contains(rule);
    }

    private static List<String> rulesBrokenBy(Defect defect) {
        DefectiveProvider.defect = defect;
        return switch (defect) {
            case CONNECTS_AT_LOAD,
                    LEAVES_A_CONNECTION_OPEN,
                    LEAVES_A_CONNECTION_OPEN_WHEN_REFUSED,
                    LEAVES_A_THREAD_RUNNING,
                    CLOSES_ONLY_ONCE,
                    CLOSES_THE_OLD_BACKEND_WHEN_IT_OPENS_A_NEW_ONE ->
                    Rules.brokenIn(DefectiveProviderContract.class);
            default -> Rules.brokenInParallel(DefectiveProviderContract.class);
        };
    }
}
