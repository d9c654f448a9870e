package io.dbm.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.tck.DefectiveAdapter.Defect;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientAccessContractTest {

    @AfterEach
    void mend() {
        DefectiveAdapter.defect = Defect.NONE;
    }

    @Test
    void anAdapterWithoutDefectBreaksNoRule() {
        assertThat(rulesBrokenBy(Defect.NONE)).isEmpty();
    }

    @Test
    void findsAnIdOrAKeyThatIsNotWhatItShouldBe() {
        assertThat(rulesBrokenBy(Defect.OTHER_ID))
                .contains("isFoundByTheServiceLoaderUnderItsIdAndAccessType");
        assertThat(rulesBrokenBy(Defect.CAMEL_CASE_KEY))
                .containsExactly("writesItsIdAndItsKeysInKebabCaseAndDeclaresNoneTwice");
    }

    @Test
    void findsASettingThatMakesItThrow() {
        assertThat(rulesBrokenBy(Defect.THROWS_AT_AN_ODD_VALUE))
                .containsExactly("neverThrowsWhateverAUserWrote");
    }

    @Test
    void findsConnectionsThatAreNotThePoolsOrNotGivenBack() {
        assertThat(rulesBrokenBy(Defect.LEAKS_WHEN_A_STATEMENT_FAILS))
                .containsExactly("returnsWhatItBorrowedAlsoWhenTheDatabaseRefuses");
        assertThat(rulesBrokenBy(Defect.OPENS_CONNECTIONS_OF_ITS_OWN))
                .containsExactly("failsOnceTheManagerIsClosed");
    }

    private static List<String> rulesBrokenBy(Defect defect) {
        DefectiveAdapter.defect = defect;
        return Rules.brokenIn(DefectiveClientContract.class);
    }
}
