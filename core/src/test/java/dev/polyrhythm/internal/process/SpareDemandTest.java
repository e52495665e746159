package dev.polyrhythm.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpareDemandTest {
    private static final long MILLI = 1_000_000;
    private static final int LIMIT = 4;

    private final SpareDemand demand = new SpareDemand();

    private void start(int times, long now) {
        for (int i = 0; i < times; i++) {
            demand.started(now);
        }
    }

    @Test
    void twoStarts_areNoReasonForASpare() {
        start(2, 5);

        assertThat(demand.wanted(5, LIMIT)).isZero();
    }

    @Test
    void manyStartsAtOnce_wantAsMany_upToTheLimit() {
        start(3, 0);
        assertThat(demand.wanted(0, LIMIT)).isEqualTo(3);
        start(3, 100 * MILLI);

        assertThat(demand.wanted(0, LIMIT)).isEqualTo(LIMIT);
        assertThat(demand.wanted(0, 0)).isZero();
    }

    @Test
    void startsNowAndThen_wantOne() {
        for (int i = 0; i < 5; i++) {
            start(1, 2_000 * MILLI * i);
        }

        assertThat(demand.wanted(8_000 * MILLI, LIMIT)).isEqualTo(1);
    }

    @Test
    void noStartForLong_wantsNone() {
        start(5, 0);
        long later = SpareDemand.IDLE_NANOS + 1;

        assertThat(demand.isOver(later)).isTrue();
        assertThat(demand.wanted(later, LIMIT)).isZero();
    }
}
