package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which edges of a contact count, by their times. */
@Timeout(10)
class DebounceTest {
    private final Debounce debounce = new Debounce(10, true, 0);

    @Test
    void level_thatStays_countsFromItsEdge() {
        assertThat(debounce.deadline()).isEqualTo(Alarm.NEVER);
        assertThat(debounce.edgeConfirms(false, 100)).isFalse();
        assertThat(debounce.deadline()).isEqualTo(110);
        assertThat(debounce.timeConfirms(109, false)).isFalse();
        assertThat(debounce.level()).isTrue();
        assertThat(debounce.timeConfirms(110, false)).isTrue();
        assertThat(debounce.level()).isFalse();
        assertThat(debounce.changedAt()).isEqualTo(100);
        assertThat(debounce.deadline()).isEqualTo(Alarm.NEVER);
    }

    @Test
    void bounces_countOnce_fromTheLastOne() {
        for (long time = 100; time < 150; time += 5) {
            assertThat(debounce.edgeConfirms(time % 10 != 0, time)).isFalse();
        }
        assertThat(debounce.edgeConfirms(false, 150)).isFalse();
        assertThat(debounce.timeConfirms(160, false)).isTrue();
        assertThat(debounce.changedAt()).isEqualTo(150);
    }

    @Test
    void glitch_thatReturns_doesNotCount() {
        assertThat(debounce.edgeConfirms(false, 100)).isFalse();
        assertThat(debounce.edgeConfirms(true, 109)).isFalse();
        assertThat(debounce.deadline()).isEqualTo(Alarm.NEVER);
        assertThat(debounce.timeConfirms(200, true)).isFalse();
        assertThat(debounce.level()).isTrue();
    }

    @Test
    void edge_afterALevelThatStayed_confirmsItWithoutTheAlarm() {
        assertThat(debounce.edgeConfirms(false, 100)).isFalse();
        assertThat(debounce.edgeConfirms(true, 110)).isTrue();
        assertThat(debounce.level()).isFalse();
        assertThat(debounce.timeConfirms(120, true)).isTrue();
        assertThat(debounce.level()).isTrue();
        assertThat(debounce.changedAt()).isEqualTo(110);
    }

    @Test
    void alarm_whileAnEdgeIsOnItsWay_waitsForIt() {
        assertThat(debounce.edgeConfirms(false, 100)).isFalse();
        assertThat(debounce.timeConfirms(115, true)).isFalse();
        assertThat(debounce.deadline()).isEqualTo(125);
        assertThat(debounce.edgeConfirms(true, 105)).isFalse();
        assertThat(debounce.level()).isTrue();
    }

    @Test
    void noTime_countsEveryEdge() {
        Debounce none = new Debounce(0, false, 0);
        assertThat(none.edgeConfirms(true, 5)).isFalse();
        assertThat(none.timeConfirms(5, true)).isTrue();
        assertThat(none.edgeConfirms(false, 5)).isFalse();
        assertThat(none.timeConfirms(5, false)).isTrue();
    }
}
