package dev.polyrhythm.gpio.internal.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpinMarginTest {
    private final SpinMargin margin = new SpinMargin();

    @Test
    void wakeUps_ofAnyKind_areInTimeInAboutNinetyNineOfAHundred() {
        Random random = new Random(7);
        int late = 0;
        for (int i = 0; i < 40_000; i++) {
            long nanos = 20_000 + (long) Math.abs(random.nextGaussian() * 30_000);
            if (i >= 20_000 && nanos > margin.nanos()) {
                late++;
            }
            margin.learn(nanos);
        }
        assertThat(late).isBetween(100, 400);
    }

    @Test
    void oneLongPause_isNoReasonToSpin() {
        for (int i = 0; i < 10_000; i++) {
            margin.learn(5_000);
        }
        margin.learn(80_000_000);
        assertThat(margin.nanos()).isLessThan(30_000);
    }

    @Test
    void margin_staysWithinItsBounds() {
        for (int i = 0; i < 1_000; i++) {
            margin.learn(Long.MAX_VALUE / 2);
        }
        assertThat(margin.nanos()).isEqualTo(SpinMargin.MOST_NANOS);
        for (int i = 0; i < 10_000; i++) {
            margin.learn(0);
        }
        assertThat(margin.nanos()).isEqualTo(SpinMargin.LEAST_NANOS);
    }
}
