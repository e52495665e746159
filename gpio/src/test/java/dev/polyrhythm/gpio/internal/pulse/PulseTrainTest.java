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
    void rise_late_widthIsCountedFromTheRise() {
        engine.runDue(WIDTH);
        engine.runDue(PERIOD + LATE);
        assertThat(high).isTrue();
        assertThat(engine.nextDeadline(PERIOD + LATE)).isEqualTo(PERIOD + LATE + WIDTH);
        engine.runDue(PERIOD + LATE + WIDTH);
        assertThat(engine.nextDeadline(PERIOD + LATE + WIDTH)).isEqualTo(2 * PERIOD);
        assertThat(pin.get(PinLayout.SKIPPED)).isZero();
        assertThat(pin.get(PinLayout.ERROR_MAX)).isZero();
    }

    @Test
    void rise_tooLate_isSkippedAndThePhaseStays() {
        engine.runDue(WIDTH);
        engine.runDue(PERIOD + LATE + 1);
        assertThat(high).isFalse();
        assertThat(pin.get(PinLayout.SKIPPED)).isEqualTo(1);
        assertThat(engine.nextDeadline(PERIOD + LATE + 1)).isEqualTo(2 * PERIOD);
    }

    @Test
    void rises_missedInARow_areAllCounted() {
        engine.runDue(WIDTH);
        engine.runDue(4 * PERIOD + LATE + 1);
        assertThat(pin.get(PinLayout.SKIPPED)).isEqualTo(4);
        assertThat(engine.nextDeadline(0)).isEqualTo(5 * PERIOD);
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
        engine.runDue(4 * PERIOD + LATE + 1);
        assertThat(high).isTrue();
        assertThat(pin.get(PinLayout.SKIPPED)).isZero();

        SetPoint.write(pin, PERIOD, WIDTH, true);
        engine.runDue(5 * PERIOD);
        assertThat(engine.nextDeadline(5 * PERIOD)).isEqualTo(5 * PERIOD + WIDTH);
    }
}
