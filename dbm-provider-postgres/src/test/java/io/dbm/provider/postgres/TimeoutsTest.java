package io.dbm.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeoutsTest {

    @Test
    void roundUpSinceZeroWouldBeNoLimit() {
        assertThat(Timeouts.millis(Duration.ZERO)).isZero();
        assertThat(Timeouts.millis(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(Timeouts.millis(Duration.ofNanos(1_000_001))).isEqualTo(2);
        assertThat(Timeouts.millis(Duration.ofMillis(500))).isEqualTo(500);
        assertThat(Timeouts.seconds(Duration.ofMillis(1))).isEqualTo(1);
        assertThat(Timeouts.seconds(Duration.ofMillis(1001))).isEqualTo(2);
        assertThat(Timeouts.seconds(Duration.ofSeconds(10))).isEqualTo(10);
    }

    @Test
    void stayWithinWhatServerAndDriverTake() {
        assertThat(Timeouts.millis(Duration.ofDays(365))).isEqualTo(Integer.MAX_VALUE);
        assertThat(Timeouts.seconds(Duration.ofDays(365)) * 1000).isPositive();
    }
}
