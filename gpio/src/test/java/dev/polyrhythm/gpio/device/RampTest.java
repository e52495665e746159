package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The times of a move's steps. */
@Timeout(10)
class RampTest {
    @Test
    void withoutAcceleration_allIntervalsAreTheSame() {
        Ramp ramp = new Ramp(1_000_000, 3, 0);
        assertThat(ramp.nanosAt(0)).isZero();
        assertThat(ramp.nanosAt(1)).isEqualTo(333_333_333);
        assertThat(ramp.nanosAt(999_999)).isEqualTo(333_333_000_000_000L); // no error adds up
    }

    @Test
    void longMove_isFasterThenEvenThenSlower() {
        Ramp ramp = new Ramp(1000, 100, 100); // 50 steps and 1 s each to speed up and slow down
        assertThat(ramp.nanosAt(0)).isZero();
        assertThat(ramp.nanosAt(50)).isEqualTo(1_000_000_000L);
        assertThat(ramp.nanosAt(51)).isEqualTo(1_010_000_000L);
        assertThat(ramp.nanosAt(950)).isEqualTo(10_000_000_000L);
        assertThat(ramp.nanosAt(1000)).isEqualTo(11_000_000_000L);
        long before = Long.MAX_VALUE;
        for (int step = 1; step <= 50; step++) {
            long interval = ramp.nanosAt(step) - ramp.nanosAt(step - 1);
            assertThat(interval).isLessThan(before);
            assertThat(ramp.nanosAt(1001 - step) - ramp.nanosAt(1000 - step))
                    .isBetween(interval - 1, interval + 1);
            before = interval;
        }
    }

    @Test
    void shortMove_turnsRoundBeforeItHasTheSpeed() {
        Ramp ramp = new Ramp(4, 1000, 100);
        assertThat(ramp.nanosAt(2)).isEqualTo(200_000_000);
        assertThat(ramp.nanosAt(4)).isEqualTo(400_000_000);
        assertThat(new Ramp(1, 1000, 100).nanosAt(1)).isEqualTo(200_000_000);
    }
}
