package io.dbm.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.it.chaos.Fault.Place;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(strikes(42)).isEqualTo(strikes(42)).isNotEqualTo(strikes(43));
    }

    @Test
    void hasEveryFaultAndIsOverInTime() {
        assertThat(strikes(42)).extracting(Strike::fault).containsAll(ALL);
        assertThat(strikes(42))
                .allSatisfy(strike -> assertThat(strike.end()).isLessThanOrEqualTo(LENGTH));
    }

    @Test
    void hasOneFaultOfAPlaceAfterTheOther() {
        Schedule schedule = Schedule.of(42, LENGTH, ALL);
        for (Place place : Place.values()) {
            List<Strike> strikes = schedule.strikes(place);
            for (int i = 1; i < strikes.size(); i++) {
                assertThat(strikes.get(i).at()).isGreaterThan(strikes.get(i - 1).end());
            }
        }
    }

    private static List<Strike> strikes(long seed) {
        return Schedule.of(seed, LENGTH, ALL).strikes();
    }
}
