package dev.polyrhythm.gpio.internal.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine when it is called too late, as happens on a busy machine. */
@Timeout(60)
class PulseTrainTest {
    private static final long PERIOD = 20_000_000;
    private static final long WIDTH = 1_500_000;
    private static final long LATE = PulseTrain.LATE_NANOS;
    private static final long LATEST = 2_000_000;

    private final BoardMemory board = BoardMemory.ofOneProcess();
    private final PinMemory pin = board.open(24);
    private final PulseEngine engine =
            new PulseEngine(board, any -> (level, nanoTime) -> high = level);
    private boolean high;

    @BeforeEach
    void start() {
        pin.set(PinLayout.PULSED, 1);
        engine.findPins();
        SetPoint.write(pin, PERIOD, WIDTH, true);
        engine.runDue(engine.nextDeadline(0)); // rises at 0
    }

    @Test
    void rise_late_isMadeAndCounted_andTheWidthIsWhole() {
        engine.runDue(WIDTH);
        engine.runDue(PERIOD + LATEST);
        assertThat(high).isTrue();
        assertThat(engine.nextDeadline(PERIOD + LATEST)).isEqualTo(PERIOD + LATEST + WIDTH);
        engine.runDue(PERIOD + LATEST + WIDTH);
        assertThat(engine.nextDeadline(PERIOD + LATEST + WIDTH)).isEqualTo(2 * PERIOD);
        assertThat(pin.get(PinLayout.LATE)).isEqualTo(1);
        assertThat(pin.get(PinLayout.LATE_MAX)).isEqualTo(LATEST);
        assertThat(pin.get(PinLayout.SKIPPED)).isZero();
        assertThat(pin.get(PinLayout.ERROR_MAX)).isZero();
    }

    @Test
    void rise_aLittleLate_isNotCounted() {
        engine.runDue(WIDTH);
        engine.runDue(PERIOD + LATEST / 2);
        assertThat(high).isTrue();
        assertThat(pin.get(PinLayout.LATE)).isZero();
    }

    @Test
    void rise_tooLate_isSkippedAndThePhaseStays() {
        engine.runDue(WIDTH);
        engine.runDue(PERIOD + LATEST + 1);
        assertThat(high).isFalse();
        assertThat(pin.get(PinLayout.SKIPPED)).isEqualTo(1);
        assertThat(pin.get(PinLayout.LATE)).isZero();
        assertThat(engine.nextDeadline(PERIOD + LATEST + 1)).isEqualTo(2 * PERIOD);
    }

    @Test
    void rise_ofAShortPeriod_isTooLateAfterAQuarter() {
        engine.runDue(WIDTH);
        SetPoint.write(pin, 1_000_000, 500_000, true);
        engine.runDue(PERIOD);
        engine.runDue(PERIOD + 500_000);
        engine.runDue(PERIOD + 1_250_000);
        assertThat(high).isTrue();
        engine.runDue(PERIOD + 1_750_000);
        engine.runDue(PERIOD + 2_250_001);
        assertThat(high).isFalse();
        assertThat(pin.get(PinLayout.SKIPPED)).isEqualTo(1);
    }

    @Test
    void rises_missedInARow_areAllCounted_andTheLastIsMadeIfItMay() {
        engine.runDue(WIDTH);
        engine.runDue(4 * PERIOD + LATEST + 1);
        assertThat(pin.get(PinLayout.SKIPPED)).isEqualTo(4);
        assertThat(engine.nextDeadline(0)).isEqualTo(5 * PERIOD);

        engine.runDue(7 * PERIOD + LATEST);
        assertThat(pin.get(PinLayout.SKIPPED)).isEqualTo(6);
        assertThat(high).isTrue();
    }

    @Test
    void pins_ofOnePeriod_riseTogether() {
        engine.runDue(WIDTH);
        PinMemory other = board.open(25);
        other.set(PinLayout.PULSED, 1);
        engine.findPins();
        SetPoint.write(other, PERIOD, 2 * WIDTH, true);
        assertThat(engine.nextDeadline(WIDTH)).isEqualTo(WIDTH);
        engine.runDue(WIDTH);
        assertThat(engine.nextDeadline(WIDTH)).isEqualTo(PERIOD);
        engine.runDue(PERIOD);
        assertThat(engine.nextDeadline(PERIOD)).isEqualTo(PERIOD + WIDTH);
        engine.runDue(PERIOD + WIDTH);
        assertThat(engine.nextDeadline(PERIOD + WIDTH)).isEqualTo(PERIOD + 2 * WIDTH);
    }

    @Test
    void fall_tooLate_isStretchedAndTheNextIsWhole() {
        engine.runDue(WIDTH + LATE + 1);
        assertThat(pin.get(PinLayout.STRETCHED)).isEqualTo(1);
        assertThat(pin.get(PinLayout.ERROR_MAX)).isEqualTo(LATE + 1);
        engine.runDue(PERIOD);
        assertThat(engine.nextDeadline(PERIOD)).isEqualTo(PERIOD + WIDTH);
    }

    @Test
    void setPoint_ofAWriterThatWasKilled_isIgnored() {
        pin.set(PinLayout.VERSION, pin.get(PinLayout.VERSION) | 1); // killed after the first store
        pin.set(PinLayout.WIDTH, 7);
        engine.runDue(WIDTH);
        engine.runDue(PERIOD);
        assertThat(engine.nextDeadline(PERIOD)).isEqualTo(PERIOD + WIDTH);

        SetPoint.write(pin, PERIOD, WIDTH / 2, true); // the next holder's
        engine.runDue(PERIOD + WIDTH);
        engine.runDue(2 * PERIOD);
        assertThat(engine.nextDeadline(2 * PERIOD)).isEqualTo(2 * PERIOD + WIDTH / 2);
    }

    @Test
    void cutAll_leavesTheLineLow() {
        assertThat(engine.isInPulse()).isTrue();
        engine.cutAll(1);
        assertThat(high).isFalse();
        assertThat(engine.isInPulse()).isFalse();
    }

    @Test
    void steadyLine_engineLate_skipsNothing() {
        SetPoint.write(pin, PERIOD, PERIOD, true);
        engine.runDue(WIDTH);
        engine.runDue(PERIOD);
        engine.runDue(4 * PERIOD + LATEST + 1);
        assertThat(high).isTrue();
        assertThat(pin.get(PinLayout.SKIPPED)).isZero();

        SetPoint.write(pin, PERIOD, WIDTH, true);
        engine.runDue(5 * PERIOD);
        assertThat(engine.nextDeadline(5 * PERIOD)).isEqualTo(5 * PERIOD + WIDTH);
    }
}
